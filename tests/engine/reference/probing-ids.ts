import type { StoredFile } from '../../../src/reference/files/stored-file.ts';

/** Ids of no file, odd ones among them. */
export const ids: readonly string[] = [
  ...['file_unknown', 'a b', '   ', 'größe', '日本', '🚀', '\ud800', '\0', '%', '%2e%2e', "o'clock", '"'],
  ...['../../etc/passwd', 'a\r\nb', 'constructor', '__proto__', '*', '.*', "' or 1=1 --", '..', 'x\\', '('],
  ...['{x}', '7', '1'.repeat(20), 'zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz'],
  ...['x'.repeat(300), 'x'.repeat(4096), 'ü'.repeat(200)],
];

/** Ids that resemble that of a file, and other names of it. */
export function idsNear({ fileId, filename, objectPath }: StoredFile): string[] {
  const [plain, middle] = [fileId.replace('file_', ''), fileId.length >> 1];
  const put = (character: string) => fileId.slice(0, middle) + character + fileId.slice(middle + 1);
  return [
    ...[fileId.slice(0, -1), `${fileId}x`, `${fileId.slice(0, -1)}-`, ` ${fileId}`, `${fileId}\0x`],
    ...[`./${fileId}`, encodeURIComponent(fileId).replace('_', '%5F'), 'x'.repeat(fileId.length)],
    ...[put('_'), put('?'), put('*'), plain, `doc_${plain}`, fileId.replace('_', '-')],
    ...[
      `${fileId}?x`,
      `<b>${fileId}</b>`,
      `${fileId}\u200b`,
      `${fileId}\u0301`,
      `${fileId},x`,
      `${fileId}\\`,
    ],
    ...[`"${fileId}"`, `x${fileId}`, `x\n${fileId}`, `${fileId}é`, `file_${[...plain].reverse().join('')}`],
    ...[`0${fileId}`, filename, objectPath],
  ];
}
