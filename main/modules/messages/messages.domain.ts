import type { MessageLang, TemplateCode } from './messages.schema.ts';

/** What a text may name; {owed} is in yuan, {oldest} the due day of the oldest bill. */
export const PLACEHOLDERS = [
  'name',
  'account',
  'door',
  'service',
  'owed',
  'bills',
  'days',
  'oldest',
  'station',
  'phone',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
export type Facts = Readonly<Record<Placeholder, string>>;

interface Text {
  readonly subject: string;
  readonly body: string;
}

/** The program's own texts. */
export const TEXTS: Readonly<Record<TemplateCode, Readonly<Record<MessageLang, Text>>>> = {
  'reminder-sms': {
    'zh-CN': {
      subject: '',
      body: '【{station}】{name}您好：{door} 户号{account}的{service}费已逾期{days}天，共欠{owed}元（{bills}张账单）。请尽快缴清，已缴请忽略。电话{phone}',
    },
    en: {
      subject: '',
      body: '{station}: {name}, {service} account {account} at {door} is {days} days overdue, {owed} yuan owed on {bills} bill(s). Please pay soon; ignore this if paid. Phone {phone}',
    },
  },
  'reminder-email': {
    'zh-CN': {
      subject: '{station}：{service}费催缴（户号 {account}）',
      body: '{name}：\n\n您在 {door} 的{service}户号 {account} 有 {bills} 张账单已过缴费期限，最早一张的期限为 {oldest}，至今 {days} 天，共欠 {owed} 元（违约金按价格方案另计）。\n\n请尽快到本站缴清；已缴纳的请忽略本邮件。如对账单有异议，请致电 {phone}。\n\n{station}',
    },
    en: {
      subject: '{station}: {service} bills overdue (account {account})',
      body: 'Dear {name},\n\n{bills} bill(s) of your {service} account {account} at {door} are overdue, the oldest since {oldest} ({days} days). {owed} yuan are owed; late fees under the tariff come on top.\n\nPlease pay soon, or ignore this if you have. If you dispute a bill, call {phone}.\n\n{station}',
    },
  },
  'stopped-sms': {
    'zh-CN': {
      subject: '',
      body: '【{station}】{name}您好：{door} 户号{account}因欠费已停止供{service}。缴清{owed}元后恢复供应。电话{phone}',
    },
    en: {
      subject: '',
      body: '{station}: {name}, the {service} supply of account {account} at {door} is stopped for debt. It is restored once {owed} yuan are paid. Phone {phone}',
    },
  },
  'restored-sms': {
    'zh-CN': {
      subject: '',
      body: '【{station}】{name}您好：{door} 户号{account}已恢复供{service}。如仍无法使用，请按表上的按钮或致电{phone}',
    },
    en: {
      subject: '',
      body: '{station}: {name}, the {service} supply of account {account} at {door} is restored. If it does not work, press the button on the meter or call {phone}',
    },
  },
};

const NAMED = /\{([a-z]+)\}/g;

export function unknownPlaceholders(text: string): string[] {
  const known = new Set<string>(PLACEHOLDERS);
  return [...text.matchAll(NAMED)].map((match) => match[1] ?? '').filter((name) => !known.has(name));
}

export function fillText(text: string, facts: Facts): string {
  return text.replace(NAMED, (whole, name: string) => facts[name as Placeholder] ?? whole);
}

/** Of the 7-bit alphabet of GSM 03.38: one septet, and those behind an escape two. */
const ONE_SEPTET = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]$/;
const TWO_SEPTETS = /^[\f^{}\\[~\]|€]$/;

/** How an SMS counts: 160 septets or 70 UTF-16 units in one part; 153 or 67 where it takes several. */
export function smsLength(text: string): { units: number; parts: number; isUnicode: boolean } {
  let septets = 0;
  let isUnicode = false;
  for (const char of text) {
    if (ONE_SEPTET.test(char)) septets += 1;
    else if (TWO_SEPTETS.test(char)) septets += 2;
    else isUnicode = true;
  }
  const units = isUnicode ? text.length : septets;
  const [single, several] = isUnicode ? [70, 67] : [160, 153];
  return { units, parts: units <= single ? 1 : Math.ceil(units / several), isUnicode };
}

/** Figures for the preview of a text. */
export const SAMPLE_FACTS: Readonly<Record<MessageLang, Facts>> = {
  'zh-CN': {
    name: '张伟',
    account: '10000023',
    door: '3-2-501',
    service: '电',
    owed: '186.40',
    bills: '2',
    days: '16',
    oldest: '2026-10-31',
    station: '城北液化气站',
    phone: '0512-66668888',
  },
  en: {
    name: 'Zhang Wei',
    account: '10000023',
    door: '3-2-501',
    service: 'electricity',
    owed: '186.40',
    bills: '2',
    days: '16',
    oldest: '2026-10-31',
    station: 'North Station',
    phone: '0512-66668888',
  },
};

/** A mobile number as a modem takes it, null for a landline or anything else. */
export function mobileNumber(phone: string): string | null {
  const digits = phone.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null;
}
