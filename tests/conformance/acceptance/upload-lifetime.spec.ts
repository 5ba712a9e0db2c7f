import { test } from '../../../src/fixtures.ts';
import { refuses } from '../../../src/reference/defects/answers.ts';
import { asksForUpload } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import { mintShortUploads } from '../../../src/traffic/expiring.ts';
import { uploadLifetimes } from '../../../src/traffic/upload/lifetimes.ts';
import { judgeEitherWay } from './judge-manners.ts';

const lifetimes = requirement({
  id: 'UPL-27',
  level: 'MUST',
  clause: [
    '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/expiresInMinutes',
  ],
  quote: 'expiresInMinutes: type: number, minimum: 1, maximum: 1440',
  effect: 'writes',
  profile: 'upload',
  defects: [
    refuses(
      'refuses a lifetime for an upload',
      (call) => asksForUpload(call) && 'expiresInMinutes' in call.asked,
    ),
    refuses(
      'refuses the longest lifetime for an upload',
      (call) => asksForUpload(call) && call.asked['expiresInMinutes'] === 1440,
    ),
    refuses(
      'knows no charset at an upload',
      (call) => asksForUpload(call) && /charset/i.test(call.request.headers.get('content-type') ?? ''),
    ),
    refuses(
      'refuses lifetimes with a fraction for an upload',
      (call) => asksForUpload(call) && Number(call.asked['expiresInMinutes'] ?? 1) % 1 !== 0,
    ),
  ],
});

test(
  'MUST accept an upload with any lifetime of the schema, however it is said',
  lifetimes,
  async ({ session, judge, settings }) => {
    await session.control();
    await judgeEitherWay(session, judge, uploadLifetimes(session));
    // The sooner they are handed out, the sooner they have expired.
    if (settings.realExpiry) await mintShortUploads(session);
  },
);
