import { expect, test } from '@playwright/test';
import { withMovedExpiry } from '../../../../src/traffic/tampering/expiry.ts';
import { withForgedSignature, withoutSignature } from '../../../../src/traffic/tampering/forged-signature.ts';
import { withChangedPath, withOtherObject } from '../../../../src/traffic/tampering/other-object.ts';
import { expires, lifetime, urlsOf } from './signed-urls.ts';

test('a percent sign that stands for itself breaks nothing', () => {
  const url = `https://files.example.com/100%/a?name=50%.pdf&sig=${'a1'.repeat(16)}%&expires=${expires}`;
  const lists = [
    withForgedSignature(url, url),
    withChangedPath(url, url, { filename: 'a' }),
    withMovedExpiry(url, expires, lifetime),
    withOtherObject(url, url, url),
    withoutSignature(url, url),
  ];
  for (const each of lists.flatMap(urlsOf)) expect(each).not.toBe(url);
});
