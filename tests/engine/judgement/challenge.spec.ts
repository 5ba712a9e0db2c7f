import { expect, test } from '@playwright/test';
import { challengesIn } from '../../../src/judgement/challenge.ts';

const valid: [field: string, challenges: [scheme: string, parameters?: Record<string, string>][]][] = [
  ['Bearer', [['bearer']]],
  ['bEARER realm="FlexPortal"', [['bearer', { realm: 'FlexPortal' }]]],
  [
    'Bearer realm="a", error="invalid_token", error_description="The key, as given, is \\"unknown\\""',
    [
      [
        'bearer',
        { realm: 'a', error: 'invalid_token', error_description: 'The key, as given, is "unknown"' },
      ],
    ],
  ],
  ['Bearer realm=a,error=b', [['bearer', { realm: 'a', error: 'b' }]]],
  ['Bearer REALM = "a" , Error = b', [['bearer', { realm: 'a', error: 'b' }]]],
  ['Basic realm="x, Bearer", Bearer', [['basic', { realm: 'x, Bearer' }], ['bearer']]],
  ['Negotiate, Bearer realm="a"', [['negotiate'], ['bearer', { realm: 'a' }]]],
  [
    'Negotiate, NTLM, Basic realm="a", charset="UTF-8"',
    [['negotiate'], ['ntlm'], ['basic', { realm: 'a', charset: 'UTF-8' }]],
  ],
  ['Negotiate YIIJvwYGKwYBBQUCoIIJ==, Bearer', [['negotiate'], ['bearer']]],
  [
    'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
    [
      ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
      ['basic', { realm: 'simple' }],
    ],
  ],
  [
    'DPoP algs="ES256 PS256", Bearer scope="a b"',
    [
      ['dpop', { algs: 'ES256 PS256' }],
      ['bearer', { scope: 'a b' }],
    ],
  ],
  [', Bearer realm="",', [['bearer', { realm: '' }]]],
  ['Bearer   realm="a"', [['bearer', { realm: 'a' }]]],
];

for (const [field, challenges] of valid)
  test(`reads ${field}`, () => {
    const found = challengesIn(field)?.map(({ scheme, parameters }) => [
      scheme,
      Object.fromEntries(parameters),
    ]);
    expect(found).toEqual(challenges.map(([scheme, parameters = {}]) => [scheme, parameters]));
  });

const invalid: [name: string, field: string][] = [
  ['an empty field', ''],
  ['nothing but commas', ' , ,'],
  ['a parameter without a scheme', 'realm="FlexPortal"'],
  ['a parameter in front of the first scheme', 'realm="a", Bearer'],
  ['an open quotation mark', 'Bearer realm="a'],
  ['a blank in an unquoted value', 'Bearer error=invalid token'],
  ['blanks for commas', 'Bearer realm="a" error="b"'],
  ['a quoted scheme', '"Bearer"'],
  ['a colon', 'Bearer: realm="a"'],
  ['a sentence', 'Please log in'],
  ['an unquoted URL', 'Bearer authorization_uri=https://example.com/'],
  ['a scheme outside ASCII', 'Bäarer'],
];

for (const [name, field] of invalid)
  test(`does not take ${name}`, () => {
    expect(challengesIn(field)).toBeUndefined();
  });
