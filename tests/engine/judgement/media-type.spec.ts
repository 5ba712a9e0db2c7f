import { expect, test } from '@playwright/test';
import { essenceOf } from '../../../src/judgement/media-type.ts';

for (const [value, essence] of [
  ['application/json', 'application/json'],
  ['Application/JSON', 'application/json'],
  ['application/json;charset=utf-8', 'application/json'],
  ['application/json ; Charset="UTF-8"', 'application/json'],
  [' application/json ', 'application/json'],
  ['application/problem+json', 'application/problem+json'],
  ['image/svg+xml', 'image/svg+xml'],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['application/jsonx', 'application/jsonx'],
  ['json', undefined],
  ['application/', undefined],
  ['/json', undefined],
  ['application/json, text/html', undefined],
  ['application/json/x', undefined],
  ['application json', undefined],
  ['', undefined],
  [';charset=utf-8', undefined],
  [undefined, undefined],
] as const)
  test(`${value === undefined ? 'no field' : `"${value}"`} has the essence ${essence ?? 'of no media type'}`, () => {
    expect(essenceOf(value)).toBe(essence);
  });
