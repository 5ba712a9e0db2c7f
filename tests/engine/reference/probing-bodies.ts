/** Whole bodies around a request for a file: other notations of it, what is no JSON, and what is no request. */
export function bodiesWith(fileId: string): (string | Uint8Array)[] {
  const plain = JSON.stringify({ fileId });
  return [
    ...['', '{', 'null', '[]', '5', '"text"', 'fileId=1', `[${plain}]`],
    ...[JSON.stringify(plain), JSON.stringify(fileId)],
    ...[plain.slice(0, -1), `${plain} and more`, plain.replace('}', ',}'), `/* a */${plain}`],
    ...[plain.replaceAll('"', "'"), `  ${plain}`, `${plain}\n`, plain.replace(':', '\t:')],
    ...[`{"__proto__":{"action":"download"},${plain.slice(1)}`, plain],
    ...[plain.replace('fileId', 'file\\u0049d'), plain.replace('"file_', '"fi\\u006ce_')],
    ...[`{"action":"view",${plain.slice(1)}`, `{"fileId":"x",${plain.slice(1)}`],
    ...lifetimes.map((text) => `{"expiresInMinutes":${text},${plain.slice(1)}`),
    ...[`fileId=${fileId}`, `fileId: ${fileId}`, plain.replaceAll('"fileId"', 'fileId')],
    ...notes.map((text) => `${plain.slice(0, -1)}${text}}`),
    `{"FILEID":${JSON.stringify(fileId)}}`,
    ...['['.repeat(200), '['.repeat(200) + ']'.repeat(200), `{"a":"${'a'.repeat(300_000)}"}`],
    Buffer.concat([Buffer.from(plain.slice(0, -1)), Buffer.from(',"a":"\xff"}', 'latin1')]),
    ...[Buffer.from(plain, 'utf16le'), Buffer.from(`\uFEFF${plain}`)],
  ];
}

const lifetimes = ['6e1', '9e1', '6e+1', '6E1', '60.0', '1e400', '060', '5', '5,"expiresInMinutes":9000'];
const notes = [
  ...[String.raw`,"note":"\ud83d\ude80"`, String.raw`,"note":"\x41"`, ',"note":"a\nb"', ' "note":"a"'],
  ',"note":True',
];
