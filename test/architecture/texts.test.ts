import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../main/shared/error-codes.ts';
import { isTest, literalText, nodesOf, placeOf, ROOT, type Source, sources } from './sources.ts';

/** Flat texts of one namespace: key → text. */
type Texts = Readonly<Record<string, string>>;
/** All namespaces of one language. */
type Language = Readonly<Record<string, Texts>>;

/** Sentences of the error note itself, beside one text a code. */
const NOTE_TEXTS = ['retry', 'unknown', 'connection', 'bug'];
const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

function language(lang: string): Language {
  const files = sources(`renderer/i18n/${lang}/*.json`);
  return Object.fromEntries(files.map(({ file, text }) => [path.basename(file, '.json'), flat(JSON.parse(text))]));
}

function flat(value: object, prefix = ''): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') texts[prefix + key] = inner;
    else Object.assign(texts, flat(inner, `${prefix}${key}.`));
  }
  return texts;
}

/** English has a singular where Chinese has one form for every number. */
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort();

function mirrorFindings(chinese: Language, english: Language): string[] {
  const findings: string[] = [];
  for (const namespace of new Set([...Object.keys(chinese), ...Object.keys(english)])) {
    const zh = byKey(chinese[namespace] ?? {});
    const en = byKey(english[namespace] ?? {});
    for (const key of new Set([...zh.keys(), ...en.keys()])) {
      const [inChinese, inEnglish] = [zh.get(key), en.get(key)];
      if (!inChinese) findings.push(`${namespace}:${key} has no Chinese text`);
      else if (!inEnglish) findings.push(`${namespace}:${key} has no English text`);
      else if (placeholders(inChinese).join() !== placeholders(inEnglish).join())
        findings.push(`${namespace}:${key} has other placeholders in English`);
    }
  }
  return findings;
}

/** Plural forms of a key joined into one text; a blank text counts as none. */
function byKey(texts: Texts): Map<string, string> {
  const joined = new Map<string, string>();
  for (const [key, text] of Object.entries(texts))
    joined.set(withoutPlural(key), `${joined.get(withoutPlural(key)) ?? ''}${text.trim()}`);
  return joined;
}

function errorTextFindings(codes: readonly string[], texts: Texts): string[] {
  const known = [...codes, ...NOTE_TEXTS];
  const missing = known.filter((code) => !texts[code]?.trim()).map((code) => `${code} has no text`);
  const idle = Object.keys(texts)
    .filter((key) => !known.includes(key))
    .map((key) => `${key} is the text of no code`);
  return [...missing, ...idle];
}

/** A refusal must carry the figures its sentence names, or the reader sees the bare placeholder. */
function refusalFindings(files: readonly Source[], texts: Texts): string[] {
  return files.flatMap((source) => {
    const findings: string[] = [];
    for (const node of nodesOf(source)) {
      if (!ts.isNewExpression(node) || node.expression.getText() !== 'StationError') continue;
      const [code, params] = node.arguments ?? [];
      if (!code || !ts.isStringLiteralLike(code)) continue;
      const given = givenParams(params);
      for (const name of given ? placeholders(texts[code.text] ?? '') : [])
        if (!given?.has(name)) findings.push(`${placeOf(source, node)} ${code.text} lacks ${name}`);
    }
    return findings;
  });
}

/** Names in an object literal; undefined when they cannot be read off the source. */
function givenParams(params: ts.Expression | undefined): Set<string> | undefined {
  if (!params) return new Set();
  if (!ts.isObjectLiteralExpression(params) || params.properties.some(ts.isSpreadAssignment)) return undefined;
  return new Set(params.properties.map((property) => property.name?.getText() ?? ''));
}

function chineseFindings(files: readonly Source[]): string[] {
  return files.flatMap((source) =>
    [...nodesOf(source)]
      .filter((node) => CHINESE.test(literalText(node) ?? ''))
      .map((node) => `${placeOf(source, node)} ${literalText(node)?.trim().slice(0, 20)}`),
  );
}

/** Texts a page asks for by a name that can be read off the source: t('key'), t('ns:key'), t(`prefix.${x}`). */
function keyFindings(files: readonly Source[], texts: Language): string[] {
  const keys = new Set(
    Object.entries(texts).flatMap(([namespace, inner]) =>
      Object.keys(inner).map((key) => `${namespace}:${withoutPlural(key)}`),
    ),
  );
  return files.flatMap((source) => {
    const nodes = [...nodesOf(source)];
    const namespaces = [...new Set(nodes.flatMap(translationNamespaces))];
    return nodes.flatMap((node) => {
      const asked = askedKey(node);
      if (!asked) return [];
      const candidates = asked.text.includes(':')
        ? [asked.text]
        : namespaces.map((namespace) => `${namespace}:${asked.text}`);
      const isKnown = candidates.some((key) =>
        asked.isPrefix ? [...keys].some((known) => known.startsWith(key)) : keys.has(key),
      );
      return candidates.length === 0 || isKnown ? [] : [`${placeOf(source, node)} ${candidates.join(' or ')}`];
    });
  });
}

function translationNamespaces(node: ts.Node): string[] {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'useTranslation') return [];
  const [argument] = node.arguments;
  if (!argument) return ['shell'];
  if (ts.isStringLiteralLike(argument)) return [argument.text];
  return ts.isArrayLiteralExpression(argument)
    ? argument.elements.filter(ts.isStringLiteralLike).map((element) => element.text)
    : [];
}

function askedKey(node: ts.Node): { text: string; isPrefix: boolean } | undefined {
  if (!ts.isCallExpression(node) || !/^(i18next\.)?t$/.test(node.expression.getText())) return undefined;
  const [argument] = node.arguments;
  if (!argument) return undefined;
  if (ts.isStringLiteralLike(argument)) return { text: argument.text, isPrefix: false };
  return ts.isTemplateExpression(argument) && argument.head.text !== ''
    ? { text: argument.head.text, isPrefix: true }
    : undefined;
}

const pages = () => sources('renderer/**/*.{ts,tsx}').filter((source) => !isTest(source));

test('Chinese and English mirror each other: same keys, same placeholders, no blank text', () => {
  expect(mirrorFindings(language('zh-CN'), language('en'))).toEqual([]);
});

test('every error code has its text in both languages, and no text is without a code', () => {
  const codes = Object.keys(ERROR_CODES);
  expect(errorTextFindings(codes, language('zh-CN').errors ?? {})).toEqual([]);
  expect(errorTextFindings(codes, language('en').errors ?? {})).toEqual([]);
});

test('every refusal carries the figures its sentence names', () => {
  const files = sources('main/**/*.ts').filter((source) => !isTest(source));
  expect(refusalFindings(files, language('zh-CN').errors ?? {})).toEqual([]);
});

test('no page has Chinese in its source: all wording is in the language files', () => {
  expect(chineseFindings(pages())).toEqual([]);
});

test('every text a page asks for exists', () => {
  expect(keyFindings(pages(), language('zh-CN'))).toEqual([]);
});

test('the guard notices a missing text, a blank one, an extra one and other placeholders', () => {
  const zh = { a: { both: '好', onlyChinese: '好', figures: '{{n}} 户', blank: '好', count_other: '{{count}} 条' } };
  const en = {
    a: {
      both: 'good',
      figures: '{{m}} households',
      blank: ' ',
      onlyEnglish: 'x',
      count_one: '{{count}} row',
      count_other: '{{count}} rows',
    },
  };
  expect(mirrorFindings(zh, en)).toEqual([
    'a:onlyChinese has no English text',
    'a:figures has other placeholders in English',
    'a:blank has no English text',
    'a:onlyEnglish has no Chinese text',
  ]);
  const texts = Object.fromEntries([...NOTE_TEXTS, 'bill.paid', 'old.code'].map((key) => [key, 'x']));
  expect(errorTextFindings(['bill.paid', 'bill.gone'], texts)).toEqual([
    'bill.gone has no text',
    'old.code is the text of no code',
  ]);
});

test('the guard notices a refusal without its figures, Chinese in a page and a text that is not there', () => {
  const texts = { 'bill.paid': '账单 {{billNo}} 已收（{{paidFen}}）' };
  const refusals = [
    "new StationError('bill.paid', { billNo, paidFen: 1 });",
    "new StationError('bill.paid', { billNo });",
    "new StationError('bill.paid');",
  ];
  expect(refusalFindings([{ file: 'a.ts', text: refusals.join('\n') }], texts)).toEqual([
    'a.ts:2 bill.paid lacks paidFen',
    'a.ts:3 bill.paid lacks billNo',
    'a.ts:3 bill.paid lacks paidFen',
  ]);

  const page = readFileSync(path.join(ROOT, 'test/architecture/planted-page.txt'), 'utf8');
  expect(chineseFindings([{ file: 'Page.tsx', text: page }])).toEqual([
    'Page.tsx:5 收款',
    'Page.tsx:6 打印',
    'Page.tsx:7 共',
  ]);
  expect(keyFindings([{ file: 'Page.tsx', text: page }], { cashier: { take: '收款', 'method.cash': '现金' } })).toEqual(
    ['Page.tsx:9 cashier:gone', 'Page.tsx:10 cashier:kind.'],
  );
});
