import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { markup } from '../../../../src/report/html/markup.ts';

const entities: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" },
};

test('whatever text is put into a template stays text, in an element as in an attribute', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'<>"\'&;') }));
  fc.assert(
    fc.property(texts, (text) => {
      const { source } = markup`<p title="${text}">${text}</p>`;
      expect(source).toMatch(/^<p title="[^<>"']*">[^<>"']*<\/p>$/);
    }),
  );
});

test('a text of visible characters can be read off the markup again', () => {
  const visible = fc.string({ unit: fc.constantFrom(...'&<>"\';#aä€𝄞 \t\n') });
  fc.assert(
    fc.property(visible, (text) => {
      const { source } = markup`${text}`;
      expect(source.replace(/&[#\w]+;/g, (entity) => entities[entity] ?? '?')).toBe(text);
    }),
  );
});

test('unseen characters are written out', () => {
  expect(markup`${'a\u202eb\0c\rd\u2028e\ud800f\u200b'}`.source).toBe(
    'a\\u{202e}b\\u{0}c\\u{d}d\\u{2028}e\\u{d800}f\\u{200b}',
  );
});

test('markup, lists of it, numbers and nothing can be put into a template', () => {
  const items = ['<', 'b'].map((text) => markup`<li>${text}</li>`);
  expect(markup`<ul>${items}</ul>${undefined}${7}`.source).toBe('<ul><li>&lt;</li><li>b</li></ul>7');
});
