import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestInfo } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { fault } from '../../src/reference/defects/fault.ts';
import type { Defect } from '../../src/reference/start.ts';
import { startReference } from '../../src/reference/start.ts';
import { asEnvironment } from '../../src/settings/as-environment.ts';
import type { SuiteRun } from '../harness/run-suite.ts';
import { runSuite } from '../harness/run-suite.ts';
import { renewedCopy } from '../harness/suite-copy.ts';

const key = 'k&y="v`a\\l<u$e>\'/0123+456?789=%41';

/** Every way in which a text may hold the key, each written down on its own. */
function spellings(): string[] {
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.from('x'.repeat(offset) + key)
      .toString('base64')
      .slice(4, 32),
  );
  const xml = key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    ...[key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), xml, xml.replaceAll('"', '&quot;')],
    ...[JSON.stringify(JSON.stringify(key)).slice(3, -3), Buffer.from(key).toString('hex'), ...base64],
  ];
}

/** Everything below a folder as text; what is base64 in it, such as attachments in a blob, once decoded, too. */
async function writtenBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'latin1')));
  const encoded = texts.flatMap((text) => text.match(/[\w+/]{40,}={0,2}/g) ?? []);
  return [...texts, ...encoded.map((text) => Buffer.from(text, 'base64').toString('latin1'))].join('\n');
}

/** Says the key back wherever a server can: fields, bodies, error messages, paths, queries, storage. */
const echoes: Defect = fault('echoes the key', async ({ request, url }, next) => {
  const authorization = request.headers.get('authorization') ?? `Bearer ${url.searchParams.get('k') ?? ''}`;
  const token = authorization.replace('Bearer ', '');
  const base64 = Buffer.from(authorization).toString('base64');
  const response = await next();
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.set('x-echo', authorization);
  headers.set('x-basic', base64);
  headers.set('www-authenticate', `Bearer error="${encodeURIComponent(token)}"`);
  if (url.pathname.startsWith('/storage/') || response.body === null)
    return new Response(response.body, { status: response.status, headers });
  const body = JSON.parse(await response.text()) as Record<string, unknown>;
  const address = typeof body['url'] === 'string' ? new URL(body['url']) : undefined;
  address?.searchParams.set('k', token);
  const text = JSON.stringify({
    ...{ ...body, ...(address && { url: address.href }) },
    ...{ authorization, base64, html: token.replaceAll('&', '&amp;'), nested: JSON.stringify({ token }) },
    ...{ hex: Buffer.from(token).toString('hex'), path: `/keys/${encodeURIComponent(token)}/x` },
    ...(response.ok ? {} : { error: { code: 'NO', message: `the key ${token} is no good here` } }),
  });
  return new Response(text, { status: response.status, headers });
});

/** A target that knows the key and behaves as told, as settings. */
async function targetWith(
  defect?: Defect,
): Promise<{ settings: Record<string, string>; close: () => Promise<void> }> {
  // The reference server has keys of its own: this one is translated on the way.
  let own = '';
  const knowsKey: Defect = fault('knows the key', (call, next) => {
    const sent = call.request.headers.get('authorization') ?? '';
    return sent === `Bearer ${key}` ? next({ headers: { authorization: `Bearer ${own}` } }) : next();
  });
  const reference = await startReference({
    defect: {
      name: 'both',
      wrap: (sound) => {
        const handle = knowsKey.wrap(sound);
        return defect === undefined ? handle : defect.wrap({ ...sound, handle });
      },
    },
  });
  const { origins, main, alt } = reference;
  own = main.token;
  const settings = asEnvironment({ url: origins.api, main: { ...main, token: key }, alt });
  return { settings: { ...settings, REAL_EXPIRY: '0' }, close: () => reference.close() };
}

function expectNoKey(text: string): void {
  for (const spelling of spellings()) expect(text.includes(spelling), spelling).toBe(false);
}

/** Checks that fail, are undecided, and pass at such a server. */
const someChecks = '--grep=ACC-0|AUT-0|ERR-0|REJ-01|URL-0[37]';

for (const [name, budget, filter] of [
  // In a shard a blob is written beside the reports.
  ['our reporters', 'standard', ['--shard=1/1']],
  ["Playwright's own", 'quick', ['--reporter=line,junit,json,html,blob', someChecks]],
] as const) {
  test(`a server that says the key back leaves it nowhere: ${name}`, async ({}, info) => {
    test.setTimeout(240_000);
    const { settings, close } = await targetWith(echoes);
    const reportsDir = info.outputPath('reports');
    const run = await runSuite(
      { ...settings, ...foreignOutputs(reportsDir), BUDGET: budget },
      { reportsDir, filter },
    );
    await close();
    expect(run.stderr).not.toContain('held');
    expect(run.exitCode).toBe(1);
    expectNoKey([run.stdout, run.stderr, await writtenBelow(reportsDir)].join('\n'));
    expect(await writtenBelow(reportsDir)).toContain('$TARGET_TOKEN');
  });
}

/** Repeats its URLs, and what makes them work, wherever a server can, with mistakes that end up in findings. */
const repeatsUrls: Defect = fault('repeats its URLs', async ({ url }, next) => {
  const response = await next();
  const signature = url.searchParams.get('signature') ?? '';
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  if (url.pathname.startsWith('/storage/')) {
    headers.set('x-signed', signature);
    headers.set('content-type', 'text/html');
    const body = response.ok ? response.body : `<SignatureProvided>${signature}</SignatureProvided>`;
    return new Response(body, { status: response.status, headers });
  }
  const body = JSON.parse((await response.text()) || '{}') as Record<string, unknown>;
  const address = typeof body['url'] === 'string' ? body['url'] : '';
  const own = new URL(address || 'http://none.test').searchParams.get('signature') ?? '';
  headers.set('link', `<${address}>; rel=self`);
  const text = JSON.stringify({ ...body, expiresAt: address, note: `at ${address}.` });
  // Sometimes it is no JSON at all.
  return new Response(own.startsWith('a') ? `${text}}` : text, {
    status: response.status,
    headers,
  });
});

test('a server that repeats its URLs leaves no signature of them anywhere', async ({}, info) => {
  const { settings, close } = await targetWith(repeatsUrls);
  const reportsDir = info.outputPath('reports');
  const filter = ['--grep=SCH-0[1-6]|EXP-0[1-6]|DL-0[1-4]|URL-0|UPL-0[1-7]'];
  const run = await runSuite(settings, { reportsDir, filter });
  await close();
  expect(run.stderr).not.toContain('held');
  expect(run.exitCode).toBe(1);
  const everything = [run.stdout, run.stderr, await writtenBelow(reportsDir)].join('\n');
  expect(everything).not.toMatch(/signature(=|%3D|Provided>)[0-9a-f]{16}/);
});

function foreignOutputs(folder: string): Record<string, string> {
  return {
    PLAYWRIGHT_JUNIT_OUTPUT_NAME: join(folder, 'foreign.xml'),
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, 'foreign.json'),
    PLAYWRIGHT_HTML_OUTPUT_DIR: join(folder, 'html'),
    PLAYWRIGHT_HTML_OPEN: 'never',
    PLAYWRIGHT_BLOB_OUTPUT_DIR: join(folder, 'foreign-blob'),
  };
}

/** Runs the suite, as a copy in which further checks do what the given lines say, with those checks alone. */
async function runPlanted(checks: readonly string[], reporters: string, info: TestInfo): Promise<SuiteRun> {
  const folder = await renewedCopy(info);
  const planted = checks.map(
    (lines, index) => `
      test('MUST leak ${index + 1}', requirement({ ...spec, id: 'ZZZ-0${index + 1}' }), async ({ session }, info) => {
        const key = session.target.main.token;
        const b64 = (text: string) => Buffer.from(text).toString('base64');
        await session.control();
        ${lines}
      });`,
  );
  const text = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    import { join } from 'node:path';
    import { gzipSync } from 'node:zlib';
    import { test } from '../../src/fixtures.ts';
    import { requirement } from '../../src/requirement.ts';
    const spec = { level: 'MUST', clause: ['sec'], quote: '-', effect: 'none', defects: [] } as const;
    const folder = join(process.env['REPORTS_DIR'] ?? '', 'deep', 'er');
    mkdirSync(folder, { recursive: true });
    ${planted.join('')}`;
  await writeFile(join(folder, 'tests', 'conformance', 'planted.spec.ts'), text);
  const { settings, close } = await targetWith();
  const reportsDir = info.outputPath('reports');
  const filter = ['planted.spec.ts', `--reporter=${reporters},./src/report/reporter.ts`];
  const run = await runSuite({ ...settings, ...foreignOutputs(reportsDir) }, { reportsDir, folder, filter });
  await close();
  return run;
}

test('the key is taken out of errors, their causes, and what a check prints', async ({}, info) => {
  const checks = [
    'throw new TypeError(`invalid header value ${key} of ${encodeURIComponent(key)}`);',
    'throw new Error(JSON.stringify({ key }), { cause: new Error(key) });',
    'console.log(key); console.error(b64(key));',
  ];
  const run = await runPlanted(checks, 'line,junit,json,html,blob', info);
  expect(run.report().verdict).toMatchObject({ conclusion: 'error', exitCode: 3 });
  expectNoKey([run.stdout, run.stderr, await writtenBelow(info.outputPath('reports'))].join('\n'));
  expect(run.stderr).not.toContain('held');
  expect(run.stdout).toContain('invalid header value $TARGET_TOKEN of $TARGET_TOKEN');
  expect(run.stdout).toContain('{"key":"$TARGET_TOKEN"}');
  expect(run.stdout).toContain('[cause]: Error: $TARGET_TOKEN');
  expect(run.stdout).toMatch(/^\$TARGET_TOKEN$/m);
});

/** What a check writes, in which file that is found, and as what. */
const written: [lines: string, file: RegExp, what: string][] = [
  [`writeFileSync(join(folder, 'x.txt'), 'key: ' + key);`, /x\.txt/, '$TARGET_TOKEN'],
  [`writeFileSync(join(folder, 'x.gz'), gzipSync(b64('a:' + key)));`, /x\.gz/, '$TARGET_TOKEN'],
  [
    `writeFileSync(join(folder, 'x.json'), JSON.stringify(JSON.stringify({ key })));`,
    /x\.json/,
    '$TARGET_TOKEN',
  ],
  [`await info.attach('a', { body: b64(b64(key)) });`, /report-\w+\.zip/, '$TARGET_TOKEN'],
  [`writeFileSync(join(folder, encodeURIComponent(key)), '');`, /er\/\$TARGET_TOKEN/, '$TARGET_TOKEN'],
  [
    `writeFileSync(join(folder, 'x.log'), session.evidence.all().map(({ response }) => Buffer.from(response?.body ?? '')).join());`,
    /x\.log/,
    'the signature of a URL',
  ],
];

test('a secret ends the run with an error, wherever and however it is written', async ({}, info) => {
  const run = await runPlanted(
    written.map(([lines]) => lines),
    'blob',
    info,
  );
  const reportsDir = info.outputPath('reports');
  expect(run.exitCode).toBe(3);
  expect(run.stderr).toMatch(/^No verdict: .*; removed\. /m);
  expect(run.report().verdict).toMatchObject({ conclusion: 'error', exitCode: 3 });
  expect(await readFile(join(reportsDir, 'badge.svg'), 'utf8')).toContain('no verdict');
  expectNoKey([run.stdout, run.stderr, await writtenBelow(reportsDir)].join('\n'));
  const names = await readdir(reportsDir, { recursive: true });
  for (const [, file, what] of written) {
    expect.soft(run.stderr).toMatch(new RegExp(`\\S*${file.source}\\S* held ${what.replace('$', '\\$')}; `));
    expect.soft(run.report().verdict.sentence).toMatch(file);
    expect.soft(names.filter((one) => file.test(one))).toEqual([]);
  }
});
