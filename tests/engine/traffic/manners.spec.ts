import { expect, test } from '@playwright/test';
import { connect } from '../../../src/connection.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import type { Json, JsonObject } from '../../../src/contract/json.ts';
import { Judge } from '../../../src/judge.ts';
import { accepted } from '../../../src/judgement/status.ts';
import { errorAnswer, refuses } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { startReference } from '../../../src/reference/start.ts';
import { Session } from '../../../src/session.ts';
import { documentFile, operationUnderTest } from '../../../src/suite-files.ts';
import type { ValidRequest } from '../../../src/traffic/lifetimes.ts';
import { lifetimes } from '../../../src/traffic/lifetimes.ts';
import type { Manner } from '../../../src/traffic/manners.ts';
import type { Plan } from '../../../src/traffic/plan.ts';
import { plans } from '../../../src/traffic/plan.ts';
import { judgeManner, judgePlainly } from '../../conformance/acceptance/judge-manners.ts';

const manners: readonly Manner[] = ['text', 'number', 'media type', 'fields', 'parts', 'members'];
let contract: Contract;

test.beforeAll(async () => {
  contract = await loadContract(documentFile);
});

/** Lets a session look at a reference server. */
async function looking<T>(
  plan: Plan,
  look: (session: Session, judge: Judge) => Promise<T>,
  defect?: Defect,
): Promise<T> {
  const reference = await startReference(defect && { defect });
  const { main, alt, origins } = reference;
  const target = { url: origins.api, main, alt };
  const connection = await connect(contract, target);
  const { api, storage, evidence, clock } = connection;
  const judge = new Judge();
  const stop = (reason: string): never => {
    throw new Error(reason);
  };
  const session = new Session({
    ...{ contract, uploads: undefined, target, evidence, api, storage, clock, seed: 1440, plan },
    operation: contract.operation(operationUnderTest.method, operationUnderTest.path),
    ...{ path: undefined, log: judge.log, selected: true, giveUp: stop, leaveOut: stop },
  });
  try {
    return await look(session, judge);
  } finally {
    await connection.close();
    await reference.close();
  }
}

function sent({ body }: ValidRequest): Json {
  return body instanceof Uint8Array ? (JSON.parse(Buffer.from(body).toString()) as Json) : (body ?? null);
}

for (const budget of ['quick', 'standard'] as const)
  test(`requests are said in every manner at ${budget}, and mean what they say plainly`, async () => {
    const requests = await looking(plans[budget], lifetimes);
    const mannersOf = ({ said }: ValidRequest): Manner[] => said.map(({ manner }) => manner);
    expect(new Set(requests.flatMap(mannersOf))).toEqual(new Set(manners));
    for (const one of requests) {
      expect(sent(one), one.because).toMatchObject(one.asked);
      expect(one.plain.body).toEqual(one.asked);
      if (!mannersOf(one).includes('members')) expect(sent(one), one.because).toEqual(one.asked);
    }
  });

test('every way to say a request is used at standard', async () => {
  const said = (await looking(plans.standard, lifetimes)).flatMap((one) => one.said);
  expect(said.length).toBeGreaterThan(30);
  expect(new Set(said.map(({ vector }) => vector.because)).size).toBe(said.length);
});

/** The manners that are accused of a defect, and whether lifetimes are. */
async function accused(defect: Defect): Promise<string[]> {
  const blamed = await Promise.all(
    manners.map((manner) =>
      looking(
        plans.standard,
        async (session, judge) => {
          await judgeManner(session, judge, manner, accepted);
          return judge.outcome('MUST').findings.length > 0 ? [manner] : [];
        },
        defect,
      ),
    ),
  );
  const plainly = await looking(
    plans.standard,
    async (session, judge) => {
      await judgePlainly(session, judge, await lifetimes(session));
      return judge.outcome('MUST').findings.length > 0 ? ['lifetime'] : [];
    },
    defect,
  );
  return [...blamed.flat(), ...plainly];
}

const minutes = ({ asked }: { asked: JsonObject | Record<string, unknown> }): number =>
  Number(asked['expiresInMinutes'] ?? 0);

test('a lifetime that is refused however it is said accuses no manner', async () => {
  expect(await accused(refuses('refuses half of the range', (call) => minutes(call) > 700))).toEqual([
    'lifetime',
  ]);
});

test('a manner that is refused accuses no lifetime', async () => {
  const exact = apiFault('compares Content-Type as text', (call, next) =>
    call.request.headers.get('content-type') === 'application/json'
      ? next()
      : Promise.resolve(errorAnswer(415, 'MEDIA')),
  );
  expect(await accused(exact)).toEqual(['media type']);
});

test('of two manners in one request the one that is refused is accused', async () => {
  const literal = apiFault('knows no escapes', (call, next) =>
    Buffer.from(call.bytes).toString().includes('\\u')
      ? Promise.resolve(errorAnswer(400, 'INVALID_REQUEST'))
      : next(),
  );
  expect(await accused(literal)).toEqual(['text', 'members']);
});

test('two manners that are refused together only accuse one of them', async () => {
  const both = apiFault('knows no escapes behind a charset', (call, next) =>
    Buffer.from(call.bytes).toString().includes('\\u') &&
    /charset/i.test(call.request.headers.get('content-type') ?? '')
      ? Promise.resolve(errorAnswer(400, 'INVALID_REQUEST'))
      : next(),
  );
  expect(await accused(both)).toEqual(['media type']);
});
