import { expect, test } from '@playwright/test';
import { violations } from '../../../src/arbitraries/violations.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import { documentFile, operationUnderTest } from '../../../src/suite-files.ts';
import { places } from '../../../src/traffic/places.ts';

for (const [id, { pointer, keyword, telling }] of Object.entries(places)) {
  test(`places: every telling kind of ${id} breaks the contract where it should`, async () => {
    const contract = await loadContract(documentFile);
    const { request } = contract.operation(operationUnderTest.method, operationUnderTest.path);
    const host = { fileId: 'file_1', action: 'view', expiresInMinutes: 90 };
    const notes = [...violations(request.schema, contract.document, { host })]
      .filter((violation) => violation.pointer === pointer && violation.keyword === keyword)
      .map(({ note }) => note);
    expect(notes).toEqual(expect.arrayContaining([...telling]));
  });
}
