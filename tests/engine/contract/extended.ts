import { loadContract } from '../../../src/contract/contract.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { schemaOf } from '../../../src/contract/component.ts';
import type { SchemaAt } from '../../../src/contract/operation.ts';
import { documentFile, operationUnderTest, overlayFile } from '../../../src/suite-files.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import type { SchemaCheck } from '../../../src/validators/json-schema.ts';

/** The contract without it and with it, once they are read. */
export let published: Contract;
export let extended: Contract;
/** The checks of both contracts, and of the upload half alone. */
export let checks: ReturnType<typeof compiled>;

/** Reads the contract without the overlay and with it. */
export async function readBoth(): Promise<void> {
  published = await loadContract(documentFile);
  extended = await loadContract(documentFile, overlayFile);
  checks = compiled();
}

/** The request schema of the operation. */
export const request = (contract: Contract): SchemaAt => operationOf(contract).request;
/** The schema of its 200 answer. */
export const answer = (contract: Contract): SchemaAt => {
  const body = operationOf(contract).responses.get(200);
  if (body === undefined) throw new Error('the document has no 200 answer');
  return body;
};
function compiled() {
  return {
    publishedRequest: checkOf(published, request(published)),
    request: checkOf(extended, request(extended)),
    uploadRequest: checkOf(extended, schemaOf(extended, 'UploadUrlRequest')),
    publishedAnswer: checkOf(published, answer(published)),
    answer: checkOf(extended, answer(extended)),
    uploadAnswer: checkOf(extended, schemaOf(extended, 'UploadUrlAnswer')),
  };
}

function operationOf(contract: Contract) {
  return contract.operation(operationUnderTest.method, operationUnderTest.path);
}

function checkOf(contract: Contract, { pointer }: SchemaAt): SchemaCheck {
  return compile({ $ref: `#${pointer}` }, contract.document);
}
