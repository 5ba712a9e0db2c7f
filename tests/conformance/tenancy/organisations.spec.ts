import type { Exchange } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import type { Json } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import type { Judge } from '../../../src/judge.ts';
import { deliveryIn, digestOf } from '../../../src/judgement/retrieval.ts';
import { isSuccess, refused, refusedWith } from '../../../src/judgement/status.ts';
import {
  changesBody,
  changesHeader,
  changesStatus,
  errorAnswer,
} from '../../../src/reference/defects/answers.ts';
import type { Call } from '../../../src/reference/defects/fault.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { overlooks } from '../../../src/reference/defects/requests.ts';
import { distinction } from '../../../src/judgement/distinction.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Sent, Session } from '../../../src/session.ts';
import type { Principal } from '../../../src/settings/settings.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { deliveries } from '../../../src/traffic/deliveries.ts';
import { unknownIds } from '../../../src/traffic/identifiers.ts';
import { isRejection } from '../../../src/traffic/unknown-files.ts';
import type { Vector } from '../../../src/traffic/vector.ts';

/** Requests of each organisation with the key of the other, for a file of either. */
async function mixedVectors(session: Session): Promise<Vector[]> {
  const [main, alt] = [session.target.main, session.alt()];
  const [own, other] = [await session.control(main), await session.control(alt)];
  // The file of the tenant that is named, and that of the key's owner: a server that trusts one of the two hands it out.
  const oneAsOther = { token: main.token, tenant: alt.tenant, whose: ['one', 'other'] };
  const otherAsOne = { token: alt.token, tenant: main.tenant, whose: ['other', 'one'] };
  const mixtures = [
    { ...otherAsOne, fileId: own.fileId },
    { ...oneAsOther, fileId: other.fileId },
    { ...oneAsOther, fileId: own.fileId },
    { ...otherAsOne, fileId: other.fileId },
  ];
  const longest = memberOf(session.request, 'expiresInMinutes').schema['maximum'] ?? 1;
  // The bodies take turns, so that the first few requests have every action.
  return [0, 1, 2].flatMap((round) =>
    mixtures.flatMap(({ token, tenant, fileId, whose: [first, second] }, index) => {
      const body = session.validBodies(fileId)[(index + round + 2) % 3];
      const because = `the key of the ${first} organisation, the tenant of the ${second}`;
      if (body === undefined) return [];
      // One of each kind gives a lifetime, which a server may take another way for.
      const gives = (round === 0 && index === 3) || (round === 1 && index === 1);
      const lifetime = gives && { expiresInMinutes: longest };
      return [{ body: { ...body, ...lifetime }, deviation: { as: { token, tenant } }, because }];
    }),
  );
}

const ownTenant = ({ request, reference }: Call): string | undefined =>
  [reference.main, reference.alt].find(
    ({ token }) => request.headers.get('authorization') === `Bearer ${token}`,
  )?.tenant;

const tokenOf = ({ request, reference }: Call): string | undefined =>
  [reference.main, reference.alt].find(({ tenant }) => request.headers.get('tenant-id') === tenant)?.token;

const mixed = requirement({
  id: 'TEN-03',
  level: 'MUST',
  clause: ['W: overview', '#/info/description'],
  quote: 'API keys are scoped to your organization',
  effect: 'none',
  defects: [
    overlooks('trusts the tenant header alone', (call) => {
      const token = tokenOf(call);
      return token !== undefined && ownTenant(call) !== undefined
        ? { authorization: `Bearer ${token}` }
        : undefined;
    }),
    overlooks('ignores the tenant header', (call) => {
      const tenant = ownTenant(call);
      return tenant !== undefined && tokenOf(call) !== undefined ? { 'tenant-id': tenant } : undefined;
    }),
    overlooks('trusts the tenant header for who gives a lifetime', (call) => {
      const token = tokenOf(call);
      return token !== undefined && 'expiresInMinutes' in call.asked
        ? { authorization: `Bearer ${token}` }
        : undefined;
    }),
    overlooks('ignores the tenant header for who gives a lifetime', (call) => {
      const tenant = ownTenant(call);
      return tenant !== undefined && tokenOf(call) !== undefined && 'expiresInMinutes' in call.asked
        ? { 'tenant-id': tenant }
        : undefined;
    }),
    overlooks('trusts the tenant header for downloads', (call) => {
      const token = tokenOf(call);
      return token !== undefined && call.asked['action'] === 'download'
        ? { authorization: `Bearer ${token}` }
        : undefined;
    }),
  ],
});

test(
  'MUST refuse the key of one organisation with the tenant of another',
  mixed,
  async ({ session, judge }) => {
    for (const { exchange, because } of await session.send(
      session.take(await mixedVectors(session), 'mixedIdentities'),
    ))
      judge.each(exchange, refused, because);
  },
);

/** Requests of one organisation for the file of the other, where there are several both ways, after its owner asked the same. */
async function foreignVectors(session: Session): Promise<Vector[]> {
  const [main, alt] = [session.target.main, session.alt()];
  const pairs = [
    { as: alt, owner: main, fileId: await session.knownFile(main) },
    { as: main, owner: alt, fileId: await session.knownFile(alt) },
  ].slice(0, session.plan.foreignFiles);
  const owners = pairs.flatMap(({ owner, fileId }) => vectorsAs(session, owner, fileId));
  await session.ask(owners);
  return pairs.flatMap(({ as, fileId }) => vectorsAs(session, as, fileId));
}

/** The owner and another organisation ask the same at the same time; what the other one sent. */
async function askedAtOnce(session: Session): Promise<Sent[]> {
  const longest = memberOf(session.request, 'expiresInMinutes').schema['maximum'] ?? 1;
  const body = {
    ...session.validBodies(await session.knownFile()).at(-1),
    // TEN-04 asks for no other lifetime than the default.
    expiresInMinutes: longest,
  };
  const because = 'the file of another organisation, while its owner asks the same';
  const occasion = 'at the same time';
  const [, foreign] = await Promise.all([
    session.ask([{ body, deviation: { occasion }, because }]),
    session.send([{ body, deviation: { as: session.alt(), occasion }, because }]),
  ]);
  return foreign;
}

function vectorsAs(session: Session, as: Principal, fileId: string): Vector[] {
  return session.take(session.validBodies(fileId), 'foreignFiles').map((body) => ({
    body,
    deviation: { as },
    because: `the file of another organisation, asked for with ${Object.keys(body).join(', ')}`,
  }));
}

const foreign = requirement({
  id: 'TEN-04',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/404', 'RFC 9110 §15.5.5'],
  quote: 'File not found',
  effect: 'none',
  defects: [
    overlooks('looks files up without their tenant', (call) => {
      const owner = call.reference.files.withId(String(call.asked['fileId']))?.tenant;
      const { main, alt } = call.reference;
      const holder = [main, alt].find(({ tenant }) => tenant === owner);
      return holder &&
        ownTenant(call) === call.request.headers.get('tenant-id') &&
        ownTenant(call) !== undefined
        ? { authorization: `Bearer ${holder.token}`, 'tenant-id': holder.tenant }
        : undefined;
    }),
    changesStatus(
      'answers 422 to who asks for the file of another organisation',
      404,
      422,
      ({ asked, reference }) => reference.files.withId(String(asked['fileId'])) !== undefined,
    ),
    (() => {
      const last = new WeakMap<object, { url: unknown; tenant: string | null }>();
      return changesBody('hands out the URL of the organisation before', (body, { reference, request }) => {
        const tenant = request.headers.get('tenant-id');
        const before = last.get(reference);
        last.set(reference, { url: body['url'], tenant });
        return before === undefined || before.tenant === tenant ? body : { ...body, url: before.url };
      });
    })(),
    overlooks('looks files up without their tenant for views of a second', (call) => {
      const foreign =
        call.reference.files.withId(String(call.asked['fileId']))?.tenant === call.reference.main.tenant;
      const { main } = call.reference;
      return foreign &&
        call.asked['action'] === 'view' &&
        'expiresInMinutes' in call.asked &&
        ownTenant(call) === call.reference.alt.tenant
        ? { authorization: `Bearer ${main.token}`, 'tenant-id': main.tenant }
        : undefined;
    }),
  ],
});

test('MUST refuse to hand out the file of another organisation', foreign, async ({ session, judge }) => {
  await session.control();
  await session.control(session.alt());
  const sent = await session.send(await foreignVectors(session));
  for (const { exchange, because } of [...sent, ...(await askedAtOnce(session))])
    judge.each(exchange, refusedWith(404, 403), because);
  await judgeInTurn(session, judge);
});

/** One organisation asks for its file right after the other one did: its URL must deliver its own. */
async function judgeInTurn(session: Session, judge: Judge): Promise<void> {
  if (session.replays || session.plan.foreignFiles < 2) return;
  const occasion = 'in turn';
  const [own] = await deliveries(session);
  const file = own && deliveryIn(own.retrieval.last);
  const { schema } = memberOf(session.request, 'expiresInMinutes');
  // The longest lifetime, which a server may allow the first organisation alone.
  const other = {
    ...(await session.control(session.alt())).body,
    ...(schema['maximum'] !== undefined && { expiresInMinutes: schema['maximum'] }),
  };
  await session.ask([{ body: other, deviation: { as: session.alt(), occasion }, because: occasion }]);
  const { body } = await session.host();
  const [later] = await session.ask([{ body, deviation: { occasion }, because: occasion }]);
  const answer = later?.exchange;
  if (file === undefined || answer === undefined || !isAnswered(answer) || !isSuccess(answer)) return;
  const { last } = await session.retrieve(answer, { occasion });
  judge.together(
    [answer, last],
    () => {
      const got = deliveryIn(last);
      if (got === undefined || digestOf(got) === digestOf(file)) return undefined;
      return { received: `another file, of ${got.size} octets`, expected: 'the file that was asked for' };
    },
    'right after the other organisation asked for its file',
  );
}

const hidden = requirement({
  id: 'TEN-05',
  level: 'SHOULD',
  clause: ['RFC 9110 §15.5.4'],
  quote:
    'An origin server that wishes to "hide" the current existence of a forbidden target resource MAY instead respond with 404',
  effect: 'none',
  defects: [
    apiFault('tells the file of another organisation apart by status', async (call, next) => {
      const response = await next();
      return response.status === 404 && call.reference.files.withId(String(call.asked['fileId']))
        ? errorAnswer(403, 'FORBIDDEN')
        : response;
    }),
    changesBody(
      'tells the file of another organisation apart by its message',
      (body, { asked, reference }) =>
        reference.files.withId(String(asked['fileId']))
          ? { error: { code: 'NOT_FOUND', message: 'The file is not yours.' } }
          : body,
      { from: 404 },
    ),
    changesBody(
      'tells the file of another organisation apart when it is downloaded',
      (body, { asked, reference }) =>
        reference.files.withId(String(asked['fileId'])) && asked['action'] === 'download'
          ? { error: { code: 'NOT_FOUND', message: 'The file is not yours.' } }
          : body,
      { from: 404 },
    ),
    changesHeader(
      'tells the file of another organisation apart by a field',
      'x-owner',
      'other',
      ({ status }, { asked, reference }) =>
        status === 404 && reference.files.withId(String(asked['fileId'])) !== undefined,
    ),
  ],
});

test(
  'SHOULD answer alike for the file of another organisation and for an unknown one',
  hidden,
  async ({ session, judge }) => {
    const alt = session.alt();
    await session.control(alt);
    const foreignId = await session.knownFile();
    const unknown = unknownIds(foreignId, 2, session.seed);
    const ask = async (body: Json | undefined): Promise<Exchange[]> => {
      const because = 'as the other organisation';
      return (await session.send([{ body, deviation: { as: alt }, because }])).map(
        ({ exchange }) => exchange,
      );
    };
    // Without an action and to download; TEN-04 asks the same of the foreign file.
    const [plain, , download] = session.validBodies(foreignId);
    const asked = session.take([plain, download], 'foreignFiles');
    const foreigners = (await Promise.all(asked.map(ask))).flat();
    const others = (
      await Promise.all(
        unknown.map(({ value }, index) => ask({ ...asked[index % asked.length], fileId: value })),
      )
    ).flat();
    if (foreigners.every(({ response }) => response?.status === 404) && others.every(isRejection)) {
      judge.inapplicable('the target tells a made-up id from a real one');
      return;
    }
    for (const foreigner of foreigners)
      judge.together([foreigner, ...others], ([one, ...rest]) => one && distinction(one, rest));
  },
);
