import { isJsonObject } from '../../../src/contract/json.ts';
import type { JsonObject } from '../../../src/contract/json.ts';
import type { Exchange } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import { objectIn, quoted } from '../../../src/judgement/body.ts';
import { changesBody } from '../../../src/reference/defects/answers.ts';
import { requirement } from '../../../src/requirement.ts';

const members = ['filename', 'contentType', 'fileSize'];

const consistent = requirement({
  id: 'ROB-05',
  level: 'SHOULD',
  clause: ['W: files/get', 'W: files/list'],
  quote: 'metadata of one file: fileId, filename, contentType, fileSize',
  effect: 'none',
  defects: [
    changesBody('has a stale name', (body) => ({ ...body, filename: `old-${String(body['filename'])}` })),
    changesBody('has a stale type', (body) => ({ ...body, contentType: 'text/plain' })),
  ],
});

test('SHOULD announce the metadata that the other endpoints show', consistent, async ({ session, judge }) => {
  const { exchange, fileId } = await session.control();
  const one = await session.api.get(`/v1/files/${encodeURIComponent(fileId)}`);
  const list = await session.api.get('/v1/files?limit=50');
  const shown = [
    { source: one, file: metadataIn(one) },
    { source: list, file: listed(list, fileId) },
  ];
  const said = objectIn(exchange.response);
  for (const { source, file } of shown) {
    if (file === undefined || !isAnswered(source)) continue;
    judge.together([exchange, source], () => {
      const differing = members.find((name) => file[name] !== undefined && file[name] !== said?.[name]);
      if (differing === undefined) return undefined;
      const path = new URL(source.request.url).pathname;
      return {
        received: `${differing} ${quoted(said?.[differing])}`,
        expected: `${quoted(file[differing])}, as GET ${path} has it`,
      };
    });
  }
  if (shown.every(({ file }) => file === undefined))
    judge.inapplicable('the target shows no metadata at GET /v1/files');
});

function metadataIn({ response }: Exchange): JsonObject | undefined {
  const body = response?.status === 200 ? objectIn(response) : undefined;
  const inner = body?.['file'] ?? body?.['data'];
  return isJsonObject(inner) ? inner : body;
}

function listed({ response }: Exchange, fileId: string): JsonObject | undefined {
  const files = response?.status === 200 ? objectIn(response)?.['files'] : undefined;
  return Array.isArray(files)
    ? files.filter(isJsonObject).find((file) => file['fileId'] === fileId)
    : undefined;
}
