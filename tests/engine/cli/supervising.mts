import { supervised } from '../../../src/cli/supervised.ts';

/** Says how often it was interrupted, at the second time at once, and else a while after the first. */
const interruptible = `
  let count = 0;
  const end = () => { console.log('interrupted ' + count); process.exit(130); };
  process.on('SIGINT', () => { count += 1; if (count === 2) end(); else setTimeout(end, 3000); });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => console.log(signal));
  setTimeout(() => process.exit(1), 20000);
  console.log('ready');
`;

// Started by supervised.spec.ts as a process of its own, which gets the signals.
const { status } = await supervised(process.execPath, ['-e', interruptible]);
process.exitCode = status ?? 99;
