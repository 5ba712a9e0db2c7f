import type { Json, JsonObject } from '../../../src/contract/json.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import type { RecordedExchange } from '../../../src/report/recorded.ts';
import type { Reading, Side } from '../../../src/report/readings.ts';
import { readingsOf } from '../../../src/report/readings.ts';
import { documentFile, operationUnderTest } from '../../../src/suite-files.ts';

const published = loadContract(documentFile);

/** A request and its answer, as far as they differ from the usual. */
export interface Talk {
  readonly ask: Json;
  readonly status?: number;
  readonly answer?: Json;
  /** The body of the request as written. */
  readonly written?: string;
  readonly method?: string;
  readonly url?: string;
  readonly channel?: 'api' | 'storage';
  readonly fields?: Readonly<Record<string, string>>;
  readonly trouble?: 'rate-limited' | 'gateway' | 'dropped';
}

const usualFields = {
  Authorization: 'Bearer $TARGET_TOKEN',
  'Tenant-ID': 'bu_1',
  'Content-Type': 'application/json',
  Accept: 'application/json',
};

function exchange(talk: Talk, index: number): RecordedExchange {
  const { ask, status = 200, answer = openApi, written, channel = 'api', trouble } = talk;
  const answered = trouble === undefined || trouble === 'rate-limited';
  return {
    ...{ id: `${channel}-${String(index + 1).padStart(4, '0')}`, channel, earlier: [] },
    request: {
      method: talk.method ?? 'POST',
      url: talk.url ?? 'https://api.example.com/v1/files/url',
      headers: Object.entries({ ...usualFields, ...talk.fields }),
      body: { text: written ?? JSON.stringify(ask) },
    },
    ...(answered && {
      response: { status, headers: [], size: 1, sha256: '', body: { text: JSON.stringify(answer) } },
    }),
    ...(trouble && { trouble: { kind: trouble, message: '' } }),
    ...{ sentAt: '2025-01-15T11:30:00.000Z', receivedAt: '2025-01-15T11:30:00.250Z' },
  };
}

/** The readings that the exchanges of a conversation give, with ids in the order of the talks: api-0001, api-0002. */
export async function readings(talks: readonly Talk[]): Promise<Reading[]> {
  const contract = await published;
  const { method, path } = operationUnderTest;
  return readingsOf(talks.map(exchange), contract.operation(method, path));
}

/** The sides of readings by discrepancy. */
export const followed = (found: readonly Reading[]): Record<string, Side> =>
  Object.fromEntries(found.map(({ discrepancy, follows }) => [discrepancy, follows]));

/** A file that the target knows. */
export const file = { fileId: 'file_1' };
/** What a file to be uploaded is called. */
export const label = { fileName: 'a.pdf', contentType: 'application/pdf' };
/** A URL as a target returns it. */
export const url = 'https://storage.example.com/o';
/** A time as the prose has it. */
export const text = '2025-01-15T12:30:00Z';
/** An answer as the document has it. */
export const openApi: JsonObject = {
  ...{ success: true, url, filename: 'a.pdf', contentType: 'application/pdf', fileSize: 1 },
  expiresAt: 1_736_944_200,
};
/** An answer to a download as the prose has it. */
export const prose: JsonObject = { url, expiresAt: text };
/** An answer to an upload as the prose has it, but for the form of its time. */
export const uploadProse: JsonObject = { url, fileId: 'file_2', expiresAt: 1_736_944_200 };
const error: JsonObject = { error: { code: 'INVALID_REQUEST', message: 'no' } };

/** A request without an action, accepted. */
export const control: Talk = { ask: file };
/** A view, accepted. */
export const view: Talk = { ask: { ...file, action: 'view' } };
/** A download, accepted. */
export const download: Talk = { ask: { ...file, action: 'download' } };
/** An upload, accepted. */
export const upload: Talk = { ask: { action: 'upload', ...label }, answer: uploadProse };
/** The same request, refused. */
export const refused = (talk: Talk, status = 400): Talk => ({ ...talk, status, answer: error });
/** The same request, answered otherwise. */
export const says = (talk: Talk, answer: Json): Talk => ({ ...talk, answer });
