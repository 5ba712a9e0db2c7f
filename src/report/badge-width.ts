/** Advance widths of Verdana in 1/2048 em, by the characters that have them. */
const widths: readonly (readonly [width: number, characters: string])[] = [
  [550, "'"],
  [562, 'il'],
  [705, 'j'],
  [720, ' f'],
  [745, ',.·'],
  [807, 't'],
  [862, 'I'],
  [874, 'r'],
  [930, '()-/:;[\\]|J'],
  [1067, 'cs'],
  [1076, 'z'],
  [1140, 'L'],
  [1177, 'F'],
  [1212, 'kvxy'],
  [1235, 'P'],
  [1243, 'aeo'],
  [1276, 'bdgpqTY'],
  [1302, '0123456789hnu$*_`{}ESZ'],
  [1430, 'ABCKRVX'],
  [1612, 'DGHNOQU'],
  [1676, '!"#+<=>^~w'],
  [2048, 'mMW%@&'],
];
const byCharacter = new Map(
  widths.flatMap(([width, characters]) => [...characters].map((one) => [one, width])),
);
/** Of what is not in the table, so that it rather has too much room. */
const widest = 2048;
const fontSize = 11;

/** Width of a text in pixels, in Verdana of 11 px. */
export function widthOf(text: string): number {
  const sum = [...text].reduce((total, character) => total + (byCharacter.get(character) ?? widest), 0);
  return (sum * fontSize) / 2048;
}
