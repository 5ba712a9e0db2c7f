import type { Contract } from '../contract/contract.ts';
import { SettingsError } from './sources.ts';

/** The base URL for TARGET_URL, or for `setting` as the user wrote it: a URL, or one of the document's servers by the name in its host (`api-eu.…` is `eu`). */
export function urlOf(text: string, { servers }: Pick<Contract, 'servers'>, setting = 'TARGET_URL'): string {
  const names = new Map(servers.map(({ url }) => [nameOf(url), url]));
  const url = names.get(text.toLowerCase()) ?? text;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    // What stands in front of an @ may be a password, and what is no URL at all may be the key.
    const shown = text.includes('://') && !text.includes('@') ? `"${text}"` : 'its value';
    throw new SettingsError(
      `${setting}: ${shown} is neither an http(s) URL nor a server of the document: ${[...names.keys()].join(', ')}`,
    );
  }
  const { username, password, search, hash, href } = new URL(url);
  if (username !== '' || password !== '') {
    throw new SettingsError(`${setting} must not hold a user name or a password`);
  }
  if (search !== '' || hash !== '') throw new SettingsError(`${setting} must not have a query or a fragment`);
  return href.replace(/\/+$/, '');
}

function nameOf(url: string): string {
  return new URL(url).hostname.split('.')[0]?.replace(/^api-/, '') ?? '';
}
