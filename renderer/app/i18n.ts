import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Lang, preferences } from './preferences.ts';

type Texts = Record<string, unknown>;
const chinese = import.meta.glob<Texts>('../i18n/zh-CN/*.json', { eager: true, import: 'default' });
const english = import.meta.glob<Texts>('../i18n/en/*.json', { import: 'default' });

/** One namespace a file: t('cashier:take') is the key "take" of cashier.json. Chinese is the source language. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    defaultNS: 'shell',
    resources: { 'zh-CN': byNamespace(Object.entries(chinese)) },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await switchLanguage(preferences().lang);
}

export async function switchLanguage(lang: Lang): Promise<void> {
  if (lang === 'en' && !i18next.hasResourceBundle('en', 'shell')) {
    const loaded = await Promise.all(
      Object.entries(english).map(async ([file, load]) => [file, await load()] as const),
    );
    for (const [namespace, texts] of Object.entries(byNamespace(loaded)))
      i18next.addResourceBundle('en', namespace, texts);
  }
  await i18next.changeLanguage(lang);
  document.documentElement.lang = lang;
}

function byNamespace(files: Iterable<readonly [string, Texts]>): Record<string, Texts> {
  const texts: Record<string, Texts> = {};
  for (const [file, content] of files) texts[file.replace(/^.*\/|\.json$/g, '')] = content;
  return texts;
}
