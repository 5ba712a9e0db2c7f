import { header } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import type { Judge } from '../../../../src/judge.ts';
import { objectIn } from '../../../../src/judgement/body.ts';
import { deliveryIn } from '../../../../src/judgement/retrieval.ts';
import { storageFault } from '../../../../src/reference/defects/fault.ts';
import { serves, withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import type { Delivery } from '../../../../src/traffic/deliveries.ts';
import { deliveries } from '../../../../src/traffic/deliveries.ts';

const length = requirement({
  id: 'DL-08',
  level: 'MUST',
  clause: ['RFC 9110 §8.6'],
  quote:
    'a sender MUST NOT forward a message with a Content-Length header field value that is known to be incorrect',
  effect: 'none',
  defects: [
    serves('announces more octets than it sends', (response) =>
      withField(response, 'content-length', String(Number(response.headers.get('content-length')) + 7)),
    ),
    storageFault('says that HEAD has no octets', async (call, next) => {
      if (call.request.method !== 'HEAD') return next();
      const { headers } = withField(await next({ method: 'GET' }), 'content-length', '0');
      return new Response(null, { headers });
    }),
    (() => {
      const served = new WeakMap<object, number>();
      return serves('announces one octet too many each fifth time', (response, { reference }) => {
        const count = (served.get(reference) ?? 0) + 1;
        served.set(reference, count);
        const right = Number(response.headers.get('content-length'));
        return count % 5 === 0 ? withField(response, 'content-length', String(right + 1)) : response;
      });
    })(),
    serves('announces fewer octets than it sends', (response) =>
      withField(response, 'content-length', String(Number(response.headers.get('content-length')) - 7)),
    ),
  ],
});

test('MUST send a right Content-Length, if any', length, async ({ session, judge }) => {
  const all = await deliveries(session);
  const [first] = all;
  if (first !== undefined && session.selected) await judgeHead(session, judge, first);
  for (const { answer, retrieval, because } of all) {
    judge.together(
      [answer, retrieval.last],
      () => {
        const { response } = retrieval.last;
        const announced = response?.status === 200 ? header(response.headers, 'Content-Length') : undefined;
        if (response === undefined || announced === undefined) return undefined;
        const { size: measured, incomplete } = response;
        const fileSize = objectIn(answer.response)?.['fileSize'];
        const coded = response.decoded !== undefined;
        const short =
          !coded && typeof fileSize === 'number' && Number(announced) < fileSize && measured < fileSize;
        if (Number(announced) === measured && incomplete === undefined && !short) return undefined;
        const said = short ? `fileSize is ${fileSize}` : (incomplete ?? `${measured} octets come`);
        return {
          received: `Content-Length: ${announced}, but ${said}`,
          expected: 'the number of octets of the body',
        };
      },
      because,
    );
  }
  judgeCutOff(session, judge);
});

/** Judges that no answer was cut off that held all that its URL delivers: that is no network, but a wrong length. */
function judgeCutOff({ evidence }: Session, judge: Judge): void {
  const whole = new Map(
    evidence.final().flatMap((exchange) => {
      const response = deliveryIn(exchange);
      return response === undefined ? [] : [[`${exchange.request.url} ${response.sha256}`, exchange]];
    }),
  );
  for (const exchange of evidence.all()) {
    const { channel, response, request } = exchange;
    if (channel !== 'storage' || request.method !== 'GET') continue;
    // Of nothing nobody can tell whether it is whole: the file may have been replaced meanwhile.
    if (response?.incomplete === undefined || response.size === 0) continue;
    const announced = header(response.headers, 'Content-Length');
    const again = whole.get(`${request.url} ${response.sha256}`);
    if (again === undefined || announced === undefined) continue;
    judge.violation(
      {
        received: `Content-Length: ${announced}, but ${response.size} octets come, which are the whole file`,
        expected: 'the number of octets of the body, each time',
      },
      [exchange, again],
      'a URL that delivered the file when it was asked again',
    );
  }
}

/** Judges that a HEAD, where it is answered like the GET, says the length of the file too. */
async function judgeHead(session: Session, judge: Judge, { retrieval, because }: Delivery): Promise<void> {
  const { last } = retrieval;
  const head = await session.storage.ask('HEAD', last.request.url);
  if (deliveryIn(last) === undefined || head.response?.status !== 200) return;
  const [announced, right] = [head, last].map(
    ({ response }) => response && header(response.headers, 'Content-Length'),
  );
  judge.together(
    [head, last],
    () =>
      announced === undefined || right === undefined || Number(announced) === Number(right)
        ? undefined
        : { received: `Content-Length: ${announced} by HEAD`, expected: `${right}, as by GET, or none` },
    `${because}, by HEAD`,
  );
}
