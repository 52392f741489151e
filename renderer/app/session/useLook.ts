import { switchLanguage } from '../i18n.ts';
import { type Lang, savePreferences, usePreferences } from '../preferences.ts';

/** The language and colours of this computer's screen, and how to change them. */
export function useLook() {
  const { lang, mode } = usePreferences();
  const otherLang: Lang = lang === 'en' ? 'zh-CN' : 'en';
  return {
    mode,
    otherLang,
    switchLang: () => {
      switchLanguage(otherLang).then(() => savePreferences({ lang: otherLang }));
    },
    switchMode: () => savePreferences({ mode: mode === 'dark' ? 'light' : 'dark' }),
  };
}
