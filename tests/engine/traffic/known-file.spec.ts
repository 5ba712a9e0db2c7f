import { expect, test } from '@playwright/test';
import { connect } from '../../../src/connection.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import { startReference } from '../../../src/reference/start.ts';
import { documentFile } from '../../../src/suite-files.ts';
import { fileSoFar } from '../../../src/traffic/known-file.ts';
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
