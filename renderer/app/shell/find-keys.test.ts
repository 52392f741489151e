import { pinyin } from 'pinyin-pro';
import { expect, test } from 'vitest';
import { pages } from '../routes.tsx';

type Texts = { readonly [key: string]: string | Texts };

const files = import.meta.glob<Texts>('../../i18n/*/*.json', { eager: true, import: 'default' });

/** The text behind "namespace:inner.key". */
function textOf(lang: string, key: string): string | Texts {
  const [namespace, inner = ''] = key.split(':');
  let found: Texts | string | undefined = files[`../../i18n/${lang}/${namespace}.json`];
  for (const part of inner.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  if (found === undefined) throw new Error(`${lang} ${key} has no text`);
  return found;
}

test('every page of the rail is found by the initials of its name and by an English word', () => {
  const listed = pages.flatMap(({ path, nav }) => (nav ? [{ path, label: String(textOf('zh-CN', nav.label)) }] : []));
  expect(listed.length).toBeGreaterThan(15);
  for (const lang of ['zh-CN', 'en']) {
    const keys = textOf(lang, 'shell:find') as Texts;
    expect(Object.keys(keys).sort()).toEqual(listed.map(({ path }) => path).sort());
    const wrong = listed.filter(({ path, label }) => {
      const initials = pinyin(label, { pattern: 'first', toneType: 'none', type: 'array' }).join('');
      const given = String(keys[path]).split(' ');
      return !given.includes(initials) || given.length < 3;
    });
    expect(wrong).toEqual([]);
  }
});
