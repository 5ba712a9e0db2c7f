import { schemaOf } from '../../contract/component.ts';
import type { Contract } from '../../contract/contract.ts';
import type { SchemaAt } from '../../contract/operation.ts';
import type { Session } from '../../session.ts';

/** What the document with the upload overlay says about uploads. */
export interface UploadSchemas {
  readonly contract: Contract;
  readonly request: SchemaAt;
  readonly answer: SchemaAt;
}

/** The schemas of the upload profile; throws when the session does not claim it. */
export function uploadSchemas({ uploads }: Session): UploadSchemas {
  if (uploads === undefined) throw new Error('uploadSchemas: the upload profile is not claimed');
  return {
    contract: uploads,
    request: schemaOf(uploads, 'UploadUrlRequest'),
    answer: schemaOf(uploads, 'UploadUrlAnswer'),
  };
}
