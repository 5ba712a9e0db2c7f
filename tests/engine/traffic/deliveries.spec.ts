import { expect, test } from '@playwright/test';
import type { Answered } from '../../../src/client/exchange.ts';
import { connect } from '../../../src/connection.ts';
import type { JsonObject } from '../../../src/contract/json.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { startReference } from '../../../src/reference/start.ts';
import type { Session } from '../../../src/session.ts';
import { documentFile, operationUnderTest } from '../../../src/suite-files.ts';
import { fetched } from '../../../src/traffic/deliveries.ts';

const minute = 60_000;

/** Fetches a URL whose answer came so many milliseconds ago and whose server's clock has gone on by as many; `spoiltBy` is appended to the URL. */
async function fetchedAfter(
  age: number,
  body: JsonObject,
  spoiltBy = '',
): Promise<{ statuses: number[]; asked: number }> {
  const reference = await startReference();
  const { main, alt, origins } = reference;
  const contract = await loadContract(documentFile);
  const connection = await connect(contract, { url: origins.api, main, alt });
  const { api, storage, evidence } = connection;
  const retrieve: Session['retrieve'] = ({ response }) =>
    storage.get((objectIn(response)?.['url'] as string) + spoiltBy);
  const ask: Session['ask'] = (vectors) =>
    Promise.all(
      vectors.map(async (vector) => ({
        ...vector,
        exchange: await api.ask(vector.body, vector.deviation),
      })),
    );
  const request = contract.operation(operationUnderTest.method, operationUnderTest.path).request.schema;
  try {
    const answer = (await api.ask({ fileId: main.fileId, ...body })) as Answered;
    await reference.moveClock([main.tenant], age);
    const late = { ...answer, receivedAt: answer.receivedAt - age };
    await fetched({ ask, request, retrieve }, late);
    const gets = evidence.all().filter(({ channel }) => channel === 'storage');
    return {
      statuses: gets.map(({ response }) => response?.status ?? 0),
      asked: evidence.all().length - gets.length,
    };
  } finally {
    await connection.close();
    await reference.close();
  }
}

test('a URL whose turn came after its expiry is asked for again', async () => {
  expect(await fetchedAfter(1.2 * minute, { expiresInMinutes: 1 })).toEqual({
    statuses: [403, 200],
    asked: 2,
  });
  expect(await fetchedAfter(61 * minute, {})).toEqual({ statuses: [403, 200], asked: 2 });
});

test('a URL that is refused before its expiry is not, nor is one that delivers after it', async () => {
  const asked = 1;
  expect(await fetchedAfter(20_000, { expiresInMinutes: 1 }, '00')).toEqual({ statuses: [403], asked });
  expect(await fetchedAfter(20_000, { expiresInMinutes: 1 })).toEqual({ statuses: [200], asked });
  expect(await fetchedAfter(40_000, { expiresInMinutes: 1 })).toEqual({ statuses: [200], asked });
});
