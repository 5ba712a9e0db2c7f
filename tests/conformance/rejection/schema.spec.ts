import { test } from '../../../src/fixtures.ts';
import { refused } from '../../../src/judgement/status.ts';
import { crashes } from '../../../src/reference/defects/answers.ts';
import type { Body } from '../../../src/reference/defects/fault.ts';
import { repairs, withoutObject } from '../../../src/reference/defects/requests.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { places } from '../../../src/traffic/places.ts';
import { rejected } from '../../../src/traffic/rejected.ts';

const request = '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema';

const without = (body: Body, name: string): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
const numberIn = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
const minutesOf = ({ expiresInMinutes }: Body): number => numberIn(expiresInMinutes);

/** Each row is a place of the request schema; what is sent there is searched by `src/arbitraries`. */
const rows = [
  {
    id: 'REJ-01',
    title: 'MUST reject a request without fileId',
    clause: `${request}/required/0`,
    quote: 'required: [fileId]',
    defects: [
      repairs('takes the only file when fileId is missing', (asked, { reference }) =>
        'fileId' in asked ? undefined : { ...asked, fileId: reference.main.fileId },
      ),
      repairs('takes what __proto__ holds for members of the request', (asked) => {
        const held: unknown = Object.getOwnPropertyDescriptor(asked, '__proto__')?.value;
        return typeof held === 'object' ? { ...held, ...without(asked, '__proto__') } : undefined;
      }),
    ],
  },
  {
    id: 'REJ-02',
    title: 'MUST reject an empty fileId',
    clause: `${request}/properties/fileId/minLength`,
    quote: 'minLength: 1',
    defects: [
      repairs('takes the only file when fileId is empty', (asked, { reference }) =>
        asked['fileId'] === '' ? { ...asked, fileId: reference.main.fileId } : undefined,
      ),
    ],
  },
  {
    id: 'REJ-03',
    title: 'MUST reject a fileId that is not a string',
    clause: `${request}/properties/fileId/type`,
    quote: 'type: string',
    defects: [
      repairs('takes an array of one for its element', (asked) =>
        Array.isArray(asked['fileId']) && asked['fileId'].length === 1
          ? { ...asked, fileId: asked['fileId'][0] as unknown }
          : undefined,
      ),
      takesFirst('takes the first of several ids', 'fileId'),
      crashes('crashes on a fileId that is a number', ({ asked }) => typeof asked['fileId'] === 'number'),
      (() => {
        const before = new WeakMap<object, unknown>();
        return repairs('takes null for the file of the request before', (asked, { reference }) => {
          const { fileId } = asked;
          if (typeof fileId === 'string') before.set(reference, fileId);
          return fileId === null ? { ...asked, fileId: before.get(reference) ?? null } : undefined;
        });
      })(),
    ],
  },
  {
    id: 'REJ-04',
    title: 'MUST reject an action outside the enum',
    clause: `${request}/properties/action/enum`,
    quote: 'enum: [view, download]',
    defects: [
      repairs('ignores an unknown action', (asked) =>
        typeof asked['action'] === 'string' && !['view', 'download'].includes(asked['action'])
          ? without(asked, 'action')
          : undefined,
      ),
      repairs('compares action without case', (asked) =>
        typeof asked['action'] === 'string' ? { ...asked, action: asked['action'].toLowerCase() } : undefined,
      ),
      repairs('trims action', (asked) =>
        typeof asked['action'] === 'string' ? { ...asked, action: asked['action'].trim() } : undefined,
      ),
      repairs('takes an empty action for none', (asked) =>
        asked['action'] === '' ? without(asked, 'action') : undefined,
      ),
      repairs('does not look at an action behind the lifetime', (asked) => {
        const names = Object.keys(asked);
        const late = names.indexOf('action') > names.indexOf('expiresInMinutes');
        return late && 'expiresInMinutes' in asked && asked['action'] !== 'upload'
          ? { ...asked, action: 'view' }
          : undefined;
      }),
      repairs('knows the names of dispositions', (asked) =>
        asked['action'] === 'inline' || asked['action'] === 'attachment'
          ? { ...asked, action: asked['action'] === 'inline' ? 'view' : 'download' }
          : undefined,
      ),
      crashes('makes a pattern of action', ({ asked }) => {
        try {
          new RegExp(String(asked['action']));
          return false;
        } catch {
          return true;
        }
      }),
      repairs('takes the first of a list of actions', (asked) =>
        typeof asked['action'] === 'string' ? { ...asked, action: asked['action'].split(',')[0] } : undefined,
      ),
      repairs('knows another word for view', (asked) =>
        asked['action'] === 'read' ? { ...asked, action: 'view' } : undefined,
      ),
      repairs('normalises action to NFKC', (asked) =>
        typeof asked['action'] === 'string'
          ? { ...asked, action: asked['action'].normalize('NFKC') }
          : undefined,
      ),
      repairs('compares the beginning of action', (asked) =>
        typeof asked['action'] === 'string' && asked['action'].startsWith('down')
          ? { ...asked, action: 'download' }
          : undefined,
      ),
    ],
  },
  {
    id: 'REJ-05',
    title: 'MUST reject an action that is not a string',
    clause: `${request}/properties/action/type`,
    quote: 'type: string',
    defects: [
      repairs('takes null for no action', (asked) =>
        asked['action'] === null ? without(asked, 'action') : undefined,
      ),
      repairs('takes an array of one for its element', (asked) =>
        Array.isArray(asked['action']) && asked['action'].length === 1
          ? { ...asked, action: asked['action'][0] as unknown }
          : undefined,
      ),
      takesFirst('takes the first of several actions', 'action'),
      repairs('takes any falsy action for none', (asked) =>
        'action' in asked && !asked['action'] && asked['action'] !== ''
          ? without(asked, 'action')
          : undefined,
      ),
    ],
  },
  {
    id: 'REJ-06',
    title: 'MUST reject expiresInMinutes below the minimum',
    clause: `${request}/properties/expiresInMinutes/minimum`,
    quote: 'minimum: 1',
    defects: [
      repairs('raises a lifetime to the minimum', (asked) =>
        minutesOf(asked) < 1 ? { ...asked, expiresInMinutes: 1 } : undefined,
      ),
      repairs('takes zero for no lifetime', (asked) =>
        minutesOf(asked) === 0 ? without(asked, 'expiresInMinutes') : undefined,
      ),
      repairs('rounds before it checks the minimum', (asked) =>
        minutesOf(asked) > 0.5 && minutesOf(asked) < 1 ? { ...asked, expiresInMinutes: 1 } : undefined,
      ),
      repairs('takes the absolute value', (asked) =>
        minutesOf(asked) <= -1 && minutesOf(asked) >= -1440
          ? { ...asked, expiresInMinutes: -minutesOf(asked) }
          : undefined,
      ),
    ],
  },
  {
    id: 'REJ-07',
    title: 'MUST reject expiresInMinutes above the maximum',
    clause: `${request}/properties/expiresInMinutes/maximum`,
    quote: 'maximum: 1440',
    defects: [
      repairs('lowers a lifetime to the maximum', (asked) =>
        minutesOf(asked) > 1440 ? { ...asked, expiresInMinutes: 1440 } : undefined,
      ),
      repairs('knows no maximum for the second organisation', (asked, { request, reference }) =>
        minutesOf(asked) > 1440 && request.headers.get('tenant-id') === reference.alt.tenant
          ? { ...asked, expiresInMinutes: 1440 }
          : undefined,
      ),
      repairs('accepts 1441 for downloads', (asked) =>
        minutesOf(asked) === 1441 && asked['action'] === 'download'
          ? { ...asked, expiresInMinutes: 1440 }
          : undefined,
      ),
      repairs('cuts fractions before it checks the maximum', (asked) =>
        minutesOf(asked) > 1440 && minutesOf(asked) < 1441 ? { ...asked, expiresInMinutes: 1440 } : undefined,
      ),
      (() => {
        const rejected = new WeakMap<object, Set<string>>();
        return repairs('takes a lifetime that it rejected before', (asked, { bytes, reference }) => {
          if (!(minutesOf(asked) > 1440)) return undefined;
          const text = Buffer.from(bytes).toString();
          const before = rejected.get(reference) ?? new Set();
          rejected.set(reference, before);
          if (before.has(text)) return { ...asked, expiresInMinutes: 1440 };
          before.add(text);
          return undefined;
        });
      })(),
      repairs('accepts a week', (asked) =>
        minutesOf(asked) > 5000 && minutesOf(asked) < 20_000
          ? { ...asked, expiresInMinutes: 1440 }
          : undefined,
      ),
    ],
  },
  {
    id: 'REJ-08',
    title: 'MUST reject expiresInMinutes that is not a number',
    clause: `${request}/properties/expiresInMinutes/type`,
    quote: 'type: number',
    defects: [
      repairs('takes a numeric string for a number', (asked) => {
        const value =
          typeof asked['expiresInMinutes'] === 'string'
            ? Number.parseFloat(asked['expiresInMinutes'])
            : Number.NaN;
        return value >= 1 && value <= 1440 ? { ...asked, expiresInMinutes: value } : undefined;
      }),
      repairs('takes null for no lifetime', (asked) =>
        asked['expiresInMinutes'] === null ? without(asked, 'expiresInMinutes') : undefined,
      ),
      repairs('takes true for 1', (asked) =>
        asked['expiresInMinutes'] === true ? { ...asked, expiresInMinutes: 1 } : undefined,
      ),
      repairs('takes an array of one for its element', (asked) =>
        Array.isArray(asked['expiresInMinutes']) && asked['expiresInMinutes'].length === 1
          ? { ...asked, expiresInMinutes: asked['expiresInMinutes'][0] as unknown }
          : undefined,
      ),
      takesFirst('takes the first of several lifetimes', 'expiresInMinutes'),
      repairs('takes an empty string for no lifetime', (asked) =>
        asked['expiresInMinutes'] === '' ? without(asked, 'expiresInMinutes') : undefined,
      ),
    ],
  },
  {
    id: 'REJ-10',
    title: 'MUST reject JSON that is not an object',
    clause: `${request}/type`,
    quote: 'type: object',
    defects: [
      crashes(
        'crashes on JSON that is not an object',
        (call) =>
          withoutObject(call) && /^\s*(null|\[|"|\d|true|false)/.test(Buffer.from(call.bytes).toString()),
      ),
      repairs('takes an array of one for its element', (_, { bytes }) => {
        const [first] = elementsOf(bytes);
        return first;
      }),
      repairs('takes a text for the id of a file', (_, { bytes }) => {
        const [, fileId] = /^"([^"{]+)"$/.exec(Buffer.from(bytes).toString()) ?? [];
        return fileId === undefined ? undefined : { fileId };
      }),
    ],
  },
] as const;

for (const { id, title, clause, quote, defects } of rows) {
  const place = places[id];
  const details = requirement({ id, level: 'MUST', clause: [clause], quote, effect: 'none', defects });
  test(title, details, async ({ session, judge }) => {
    const vectors = await rejected(session, place);
    if (vectors.length === 0)
      judge.inapplicable(`the document has no ${place.keyword} at ${place.pointer || 'the root'}`);
    if (id === 'REJ-03' && session.plan.asksAgain) await askBefore(session);
    for (const { exchange, because } of await session.send(vectors)) judge.each(exchange, refused, because);
  });
}

/** Asks for the known file right before: a server may keep it for a request that names none. */
async function askBefore(session: Session): Promise<void> {
  const { body } = await session.host();
  await session.ask([{ body, deviation: { occasion: 'before broken ids' }, because: 'before broken ids' }]);
}

/** Takes the first value of a list of several. */
function takesFirst(name: string, member: string): Defect {
  return repairs(name, (asked) => {
    const value = asked[member];
    return Array.isArray(value) && value.length > 1 ? { ...asked, [member]: value[0] as unknown } : undefined;
  });
}

function elementsOf(bytes: Uint8Array): Body[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    return Array.isArray(value) && value.length === 1 ? (value as Body[]) : [];
  } catch {
    return [];
  }
}
