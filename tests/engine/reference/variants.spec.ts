import { setTimeout as pause } from 'node:timers/promises';
import { startReference } from '../../../src/reference/start.ts';
import { variants } from '../../../src/reference/variants.ts';
import type { Asking } from './asking.ts';
import { asking, decoded, forged, octets } from './asking.ts';
import { expect, test } from './test.ts';
import type { Ticket } from './uploading.ts';
import { plainUpload, put } from './uploading.ts';

const refusals: [what: Asking, statuses: number[]][] = [
  [{ headers: { authorization: undefined } }, [401]],
  [{ headers: { authorization: 'Bearer unknown' } }, [401, 403]],
  [{ headers: { 'tenant-id': undefined } }, [400, 401, 403, 404, 422]],
  [{ headers: { 'tenant-id': 'bu_unknown' } }, [400, 401, 403, 404, 422]],
  [{ members: { fileId: '' } }, [400, 422]],
  [{ members: { action: 'upload' } }, [400, 422]],
  [{ members: { expiresInMinutes: 1441 } }, [400, 422]],
  [{ body: '{' }, [400]],
  [{ members: { fileId: '\n'.repeat(4096) } }, [400, 404, 413, 422]],
];

for (const [name, { choices, profiles = ['core', 'upload'] }] of Object.entries(variants))
  test.describe(name, () => {
    test('delivers the file, and refuses it when the URL is changed or expired', async () => {
      const server = await startReference({ choices });
      for (const action of ['view', 'download']) {
        const answer = await decoded(
          await fetch(asking(server, { members: { action, expiresInMinutes: 30 } })),
        );
        const file = server.files.withId(server.main.fileId);
        const { filename, contentType } = file ?? {};
        const fileSize = file && (await server.store.size(file));
        expect(answer).toMatchObject({ success: true, filename, contentType, fileSize });
        const seconds = answer.expiresAt / (answer.expiresAt > 1e11 ? 1000 : 1) - server.now() / 1000;
        expect(Math.abs(seconds - 1800)).toBeLessThan(2);
        const delivered = await octets(await fetch(answer.url));
        expect(file && delivered.equals(await server.files.read(file))).toBe(true);
        expect((await fetch(answer.url, { method: 'DELETE' })).status).toBe(server.choices.refusedUrlStatus);
        expect((await fetch(forged(answer.url))).status).toBe(server.choices.refusedUrlStatus);
        await server.moveClock([server.main.tenant], 1_831_000);
        expect((await fetch(answer.url)).status).toBe(server.choices.refusedUrlStatus);
        await server.moveClock([server.main.tenant], -1_831_000);
      }
      await server.close();
    });

    test(`${profiles.includes('upload') ? 'takes' : 'rejects'} an upload`, async () => {
      const server = await startReference({ choices });
      const upload = {
        ...plainUpload,
        ...(choices.uploadTypes === 'pdf' && { contentType: 'application/pdf' }),
      };
      const response = await fetch(asking(server, { members: upload }));
      if (!profiles.includes('upload')) expect(response.status).toBe(server.choices.rejectedStatus);
      else {
        const { url, fileId } = (await response.json()) as Ticket;
        expect((await fetch(asking(server, { members: { fileId } }))).status).toBe(404);
        expect(
          (await put({ handle: fetch }, url, 'bytes', { 'content-type': upload.contentType })).status,
        ).toBe(server.choices.putStatus);
        await pause(server.choices.uploadDelay);
        const answer = await decoded(await fetch(asking(server, { members: { fileId } })));
        expect(answer).toMatchObject({ filename: upload.fileName, fileSize: 5 });
        expect(await (await fetch(answer.url)).text()).toBe('bytes');
      }
      await server.close();
    });

    test('refuses with an Error body', async () => {
      const server = await startReference({ choices });
      // An id of another kind is malformed to a server that counts its files.
      const unknown = choices.fileIdShape === 'sequential' ? '999999999' : 'file_unknown';
      const forUnknown = choices.madeUpFileIds === 'rejected' ? 422 : 404;
      for (const [what, statuses] of [
        ...refusals,
        [{ members: { fileId: unknown } }, [forUnknown]] as const,
        [{ method: 'PUT' }, [server.choices.wrongMethodStatus]] as const,
      ]) {
        const response = await fetch(asking(server, what));
        expect(statuses).toContain(response.status);
        expect(response.headers.get('content-type')).toMatch(/^application\/json/i);
        expect(response.headers.has('date')).toBe(true);
        expect(response.headers.has('www-authenticate')).toBe(
          response.status === 401 || what.headers?.['authorization'] !== undefined,
        );
        const { error, url } = await decoded(response);
        const page = `https://developer.example.com/errors#${error?.code}`;
        expect(url).toBe(choices.extraMembers ? null : choices.errorIds ? page : undefined);
        expect(error?.code).toMatch(choices.codeStyle === 'scoped' ? /^Files::\w+$/ : /^[\w.-]+$/);
        expect(error?.message).toBeTruthy();
      }
      await server.close();
    });
  });
