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

test('every page that can be opened by its address alone has a name; no other has one', () => {
  expect(pages.filter(({ path, name }) => path.includes(':') === Boolean(name)).map(({ path }) => path)).toEqual([]);
  expect(pages.filter(({ nav, name }) => nav && !name)).toEqual([]);
});

test('every page is found by the initials of its Chinese name and by each word of its English name', () => {
  const wrong = pages.filter(({ name, keys = '' }) => {
    if (!name) return false;
    const given = keys.split(' ');
    const initials = pinyin(String(textOf('zh-CN', name)), { pattern: 'first', toneType: 'none', type: 'array' }).join(
      '',
    );
    const words =
      String(textOf('en', name))
        .toLowerCase()
        .match(/[a-z]+/g) ?? [];
    return ![initials, ...words].every((word) => given.some((key) => key.startsWith(word)));
  });
  expect(wrong.map(({ path, keys }) => `${path} ${keys}`)).toEqual([]);
});
