import english from '../../renderer/i18n/en/errors.json' with { type: 'json' };
import chinese from '../../renderer/i18n/zh-CN/errors.json' with { type: 'json' };
import { isStationError } from '../shared/error-codes.ts';

export type Lang = 'zh-CN' | 'en';

/** The sentence of a refusal outside of the pages (command line, start-up dialog): the same texts the pages show. */
export function errorText(error: unknown, lang: Lang): string {
  if (!isStationError(error)) return error instanceof Error ? error.message : String(error);
  const texts: Readonly<Record<string, string>> = lang === 'en' ? english : chinese;
  const text = texts[error.code] ?? error.code;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(error.params[name] ?? ''));
}

/** Language of the terminal: Chinese where the environment says so. */
export function terminalLang(): Lang {
  const named = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  return named.startsWith('zh') ? 'zh-CN' : 'en';
}
