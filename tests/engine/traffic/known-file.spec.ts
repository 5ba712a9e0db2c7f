import { expect, test } from '@playwright/test';
import { connect } from '../../../src/connection.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import { startReference } from '../../../src/reference/start.ts';
import type { Session } from '../../../src/session.ts';
import { documentFile } from '../../../src/suite-files.ts';
import { fileSoFar, noFile } from '../../../src/traffic/known-file.ts';
import { uploadBody } from '../../../src/traffic/upload/ask.ts';

test('the file of a principal is what this run listed or uploaded for it, and nothing is sent to find out', async () => {
  const reference = await startReference();
  const { main, alt, origins } = reference;
  const connection = await connect(await loadContract(documentFile), { url: origins.api, main, alt });
  const { api, evidence } = connection;
  try {
    expect(fileSoFar(connection, main)).toBeUndefined();
    await api.get('/v1/files?limit=50', { as: main });
    expect(reference.files.withId(fileSoFar(connection, main) ?? '')?.tenant).toBe(main.tenant);
    expect(fileSoFar(connection, alt)).toBeUndefined();
    const label = { fileName: 'a.pdf', contentType: 'application/pdf' };
    await api.ask(uploadBody(label), { as: alt, occasion: 'another file' });
    expect(fileSoFar(connection, alt)).toBeUndefined();
    await api.ask(uploadBody(label), { as: alt, occasion: 'known file' });
    expect(reference.files.withId(fileSoFar(connection, alt) ?? '')?.tenant).toBe(alt.tenant);
    expect(evidence.all()).toHaveLength(3);
  } finally {
    await connection.close();
    await reference.close();
  }
});

const main = { token: 'key', tenant: 'bu_1' };
const alt = { token: 'other', tenant: 'bu_2' };

/** A session whose target answers a list of files so, or not at all; `giveUp` throws its reason. */
function sessionWith(status: number, body: string): Session {
  const answer = { status, headers: [['Content-Type', 'application/json']], body: Buffer.from(body) };
  const got =
    status === 0 ? { trouble: { kind: 'refused', message: body } } : { channel: 'api', response: answer };
  const giveUp = (reason: string): never => {
    throw new Error(reason);
  };
  return { api: { get: () => Promise.resolve(got) }, target: { main, alt }, giveUp } as unknown as Session;
}

for (const { status, body, said } of [
  { status: 0, body: 'host takes no connection', said: 'GET /v1/files: host takes no connection' },
  { status: 401, body: '{"e":1}', said: 'GET /v1/files: 401 {"e":1} (is TARGET_TOKEN right?)' },
  { status: 403, body: '', said: 'GET /v1/files: 403 (is TARGET_TOKEN and TARGET_TENANT right?)' },
  { status: 404, body: '', said: 'GET /v1/files: 404; set TARGET_FILE_ID' },
  { status: 200, body: '{"data":[]}', said: 'GET /v1/files: 200 {"data":[]}; set TARGET_FILE_ID' },
  { status: 200, body: '{"files":[]}', said: 'GET /v1/files lists none; set TARGET_FILE_ID' },
])
  test(`no file to ask for, ${status} ${body}: what came of the list is told, and a file is wanted where it helps`, async () => {
    const session = sessionWith(status, body);
    await expect(noFile(session, main)).rejects.toThrow(new Error(`no file to ask for: ${said}`));
    const ofOther = said.replaceAll('TARGET_', 'TARGET_ALT_');
    await expect(noFile(session, alt)).rejects.toThrow(new Error(`no file to ask for: ${ofOther}`));
  });
