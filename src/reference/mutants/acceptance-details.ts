import { refuses } from '../defects/answers.ts';
import type { Body, When } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { hears, repairs } from '../defects/requests.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { bodyMatches, minutesOf, textOf } from './occasions.ts';
import { changesAnswer } from './rewriting.ts';

const { must, should } = mutantsOf('acceptance');

/** Reads something else out of a request for an existing file than its three members say. */
function mistakes(name: string, mistake: (asked: Body) => Body | undefined): Defect {
  return repairs(name, (asked, call) => (asksForUpload(call) ? undefined : mistake(asked)));
}

function typed(pattern: RegExp): When {
  return ({ request }) => pattern.test(request.headers.get('content-type') ?? '');
}

/** Valid requests of which a server misses or misreads a detail. */
export const acceptanceDetails: readonly Mutant[] = [
  must(
    ['ACC-09'],
    mistakes('prefers id to fileId', (asked) =>
      typeof asked['id'] === 'string' && 'fileId' in asked ? { ...asked, fileId: asked['id'] } : undefined,
    ),
    subtle,
  ),
  must(
    ['ACC-09', 'EXP-03'],
    mistakes('reads expiresIn as seconds', (asked) =>
      typeof asked['expiresIn'] === 'number' && !('expiresInMinutes' in asked)
        ? { ...asked, expiresInMinutes: Math.min(1440, Math.max(1, asked['expiresIn'] / 60)) }
        : undefined,
    ),
    subtle,
  ),
  should(
    ['ACC-03', 'ACC-09'],
    mistakes('takes a member download for the action', (asked) =>
      asked['download'] === true && !('action' in asked) ? { ...asked, action: 'download' } : undefined,
    ),
    subtle,
  ),
  must(
    ['ACC-09', 'SCH-05', 'SCH-08'],
    changesAnswer('lets unknown members overwrite the answer', (body, { asked }) => {
      const over = ['success', 'url', 'filename', 'fileSize', 'expiresAt'].filter((key) => key in asked);
      return { ...body, ...Object.fromEntries(over.map((key) => [key, asked[key]])) };
    }),
    subtle,
  ),
  must(
    ['ACC-09', 'EXP-02'],
    mistakes('stops reading after an unknown member', (asked) => {
      const names = Object.keys(asked);
      const end = names.findIndex((key) => !['fileId', 'action', 'expiresInMinutes'].includes(key));
      if (end < 0) return undefined;
      const kept = names.slice(0, end).map((key) => [key, asked[key]]);
      return { fileId: asked['fileId'], ...(Object.fromEntries(kept) as Body) };
    }),
    subtle,
  ),
  must(
    ['ACC-05'],
    refuses('knows no sign in an exponent', bodyMatches(/"expiresInMinutes"\s*:\s*[\d.]+[eE][+-]/)),
    subtle,
  ),
  must(
    ['ACC-05'],
    refuses('knows no exponent with a capital', bodyMatches(/"expiresInMinutes"\s*:\s*[\d.]+E/)),
    subtle,
  ),
  must(
    ['ACC-06'],
    refuses('does not decode escapes with small letters', bodyMatches(/\\u[\da-fA-F]*[a-f]/), 400),
    subtle,
  ),
  must(
    ['ACC-06', 'ACC-09'],
    refuses('does not decode escaped pairs of surrogates', bodyMatches(/\\u[dD][89abAB]..\\u[dD]/), 400),
    subtle,
  ),
  must(
    ['ACC-06'],
    refuses(
      'finds no escaped characters in fileId',
      (call) => {
        const text = textOf(call);
        const { fileId } = call.asked;
        return typeof fileId === 'string' && !text.includes(fileId) && text.includes('"fileId"');
      },
      404,
    ),
    subtle,
  ),
  must(['ACC-07'], refuses('knows no quoted charset', typed(/charset="/i), 415), subtle),
  must(['ACC-07'], refuses('knows no charset in capitals', typed(/charset=.*[A-Z]/), 415), subtle),
  must(
    ['ACC-07'],
    refuses('knows no blank before the parameters of a type', typed(/json\s+;/i), 415),
    subtle,
  ),
  must(
    ['ACC-08'],
    refuses(
      'wants one blank after Bearer',
      ({ request }) => /^bearer {2,}/i.test(request.headers.get('authorization') ?? ''),
      401,
    ),
    subtle,
  ),
  must(
    ['SCH-01', 'ACC-09'],
    refuses(
      'reads nothing of a body in chunks',
      ({ request }) => request.headers.has('transfer-encoding'),
      400,
    ),
    subtle,
  ),
  must(
    ['ACC-10', 'SCH-01'],
    hears('keeps the last part of a body only', (parts) => parts.at(-1) ?? ''),
    subtle,
  ),
  must(['REJ-07', 'EXP-02'], validatesFirst(), subtle),
];

/** Two parsers: the one that validates keeps the first of two members, the one that serves the last. */
function validatesFirst(): Defect {
  const twice = /"expiresInMinutes"\s*:\s*([\d.]+)[^{}]*"expiresInMinutes"\s*:\s*([\d.]+)/;
  return apiFault('validates the first lifetime and gives the last', async (call, next) => {
    const [, first = '', last = ''] = twice.exec(textOf(call)) ?? [];
    const isValid = minutesOf({ asked: { expiresInMinutes: Number(first) } }) !== undefined;
    if (first === '' || !isValid || asksForUpload(call)) return next();
    const response = await next({ body: JSON.stringify({ ...call.asked, expiresInMinutes: Number(first) }) });
    if (!response.ok) return response;
    const body = (await response.json()) as Body;
    const more = Math.round((Number(last) - Number(first)) * 60);
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    return new Response(JSON.stringify({ ...body, expiresAt: Number(body['expiresAt']) + more }), {
      headers,
    });
  });
}
