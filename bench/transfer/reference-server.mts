import { startReference } from '../../src/reference/start.ts';
import { announce } from './announce.ts';
import { contentType } from './transfer.ts';

const reference = await startReference();
const about = { fileName: 'payload.bin', contentType };
const { url: upload, fileId } = await signed({ action: 'upload', ...about });
// Only what is stored has a URL to download it.
await fetch(upload, { method: 'PUT', headers: { 'Content-Type': contentType }, body: 'the first version' });
const { url: download } = await signed({ action: 'download', fileId });
announce({ upload, download }, () => reference.close());

/** Asks as a run does; the URL is good for a day. */
async function signed(members: Record<string, string>): Promise<{ url: string; fileId: string }> {
  const { token, tenant } = reference.main;
  const answer = await fetch(`${reference.origins.api}/v1/files/url`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Tenant-ID': tenant, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...members, expiresInMinutes: 1440 }),
  });
  return (await answer.json()) as { url: string; fileId: string };
}
