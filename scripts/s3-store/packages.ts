import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './command.ts';

/** The programs cannot be had on this machine; the message is one sentence that says why. */
export class PackagesUnavailable extends Error {
  override readonly name = 'PackagesUnavailable';
}

const wanted = ['python3-swift', 'memcached', 'libfaketime'];

/**
 * Fetches Debian packages and what they need besides the installed ones, and unpacks them into a folder: nothing is installed, no
 * script of theirs runs, and no right of root is needed. Returns that folder. Throws PackagesUnavailable.
 */
export async function unpackPackages(folder: string): Promise<string> {
  const [archives, root] = [join(folder, 'archives'), join(folder, 'root')];
  await Promise.all(
    [archives, root, join(folder, 'apt/lists/partial')].map((path) => mkdir(path, { recursive: true })),
  );
  const apt = (...args: string[]) =>
    output('apt-get', [...privately(join(folder, 'apt')), ...args], { cwd: archives });
  try {
    await apt('update');
    await apt('download', ...(await closure(apt)));
    for (const archive of await readdir(archives))
      await output('dpkg-deb', ['--extract', archive, root], { cwd: archives });
    await output('python3', ['--version']);
  } catch (cause) {
    throw new PackagesUnavailable(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  return root;
}

/** Lists of our own, because those of the machine may be missing or out of date, and are not ours to change. */
function privately(folder: string): string[] {
  const settings = {
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::Cache': folder,
    'APT::Sandbox::User': '',
    'APT::Install-Recommends': 'false',
    'Acquire::Languages': 'none',
  };
  return ['-qq', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}

async function closure(apt: (...args: string[]) => Promise<string>): Promise<string[]> {
  const plan = await apt('install', '--simulate', ...wanted);
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
  return [...new Set([...wanted, ...missing])];
}
