import type { StoredFile } from '../../../src/reference/files/stored-file.ts';
import { startReference } from '../../../src/reference/start.ts';
import type { Access, ObjectStore } from '../../../src/reference/storage/object-store.ts';
import { asking, decoded, get } from './asking.ts';
import { expect, test } from './test.ts';
import type { Ticket } from './uploading.ts';
import { plainUpload } from './uploading.ts';

/** A store that only writes down what it is told. */
function notingStore() {
  const sizes = new Map<string, number>();
  const notes: unknown[] = [];
  const key = ({ fileId }: StoredFile) => fileId;
  const store: ObjectStore = {
    url(file, access: Access, expires, now) {
      notes.push({ access, lifetime: Math.ceil(expires - now / 1000) });
      return Promise.resolve(`http://other.test/${key(file)}`);
    },
    size: (file) => Promise.resolve(sizes.get(key(file))),
    write: (file, bytes) => Promise.resolve(void sizes.set(key(file), bytes.byteLength)),
    remove: (file) => Promise.resolve(void sizes.delete(key(file))),
    moveClock: (milliseconds) => Promise.resolve(void notes.push({ milliseconds })),
    close: () => Promise.resolve(void notes.push('closed')),
  };
  return { store, sizes, notes };
}

test('another store can be plugged in', async () => {
  const { store, sizes, notes } = notingStore();
  const server = await startReference({ storage: () => Promise.resolve(store) });
  expect(sizes.size).toBe(4);

  const answer = await decoded(await fetch(asking(server, { members: { action: 'download' } })));
  expect(answer).toMatchObject({ url: `http://other.test/${server.main.fileId}`, fileSize: 48_265 });
  const members = { ...plainUpload, expiresInMinutes: 5 };
  const { url, fileId } = (await (await fetch(asking(server, { members }))).json()) as Ticket;
  expect(url).toBe(`http://other.test/${fileId}`);
  expect((await fetch(asking(server, { members: { fileId } }))).status).toBe(404);
  sizes.set(fileId, 7);
  expect((await decoded(await fetch(asking(server, { members: { fileId } })))).fileSize).toBe(7);

  await server.moveClock([server.main.tenant], 1000);
  expect((await get(fetch, `${server.origins.storage}/storage/objects/x`)).status).toBe(404);
  const file = server.files.withId(fileId);
  await expect(file && server.files.read(file)).rejects.toThrow('another store');
  await server.close();
  expect(notes).toEqual([
    { access: { method: 'GET', disposition: 'attachment' }, lifetime: 3600 },
    { access: { method: 'PUT', contentType: plainUpload.contentType }, lifetime: 300 },
    { access: { method: 'GET', disposition: 'inline' }, lifetime: 3600 },
    { milliseconds: 1000 },
    'closed',
  ]);
});
