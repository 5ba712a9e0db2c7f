import { expect, test } from '@playwright/test';
import { pointerOf, tokensOf, valueAt } from '../../../src/contract/pointer.ts';

const tokens: [tokens: string[], pointer: string][] = [
  [[], ''],
  [[''], '/'],
  [['a', '0'], '/a/0'],
  [['/v1/files'], '/~1v1~1files'],
  [['~'], '/~0'],
  [['~1'], '/~01'],
  [['/~'], '/~1~0'],
  [['application/json', ' %"'], '/application~1json/ %"'],
];

for (const [list, pointer] of tokens)
  test(`${JSON.stringify(list)} and "${pointer}" are the same place`, () => {
    expect(pointerOf(...list)).toBe(pointer);
    expect(tokensOf(pointer)).toEqual(list);
    expect(tokensOf(`#${pointer}`)).toEqual(list);
  });

const document = { 'a/b': [{ '~': 1 }], '': null, n: { length: 0 } };

for (const [pointer, value] of [
  ['', document],
  ['/a~1b/0/~0', 1],
  ['#/a~1b/0/~0', 1],
  ['/', null],
  ['/a~1b/1', undefined],
  ['/a~1b/length', undefined],
  ['/n/length', 0],
  ['/a/b', undefined],
  ['/constructor', undefined],
  ['/__proto__', undefined],
  ['//x', undefined],
] as const)
  test(`"${pointer}" leads to ${value === undefined ? 'nothing' : JSON.stringify(value)}`, () => {
    expect(valueAt(document, pointer)).toEqual(value);
  });
