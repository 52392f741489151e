import { expect, test } from 'vitest';
import { fillText, mobileNumber, SAMPLE_FACTS, smsLength, TEXTS, unknownPlaceholders } from './messages.domain.ts';

test.each([
  ['', 0, 1, false],
  ['a'.repeat(160), 160, 1, false],
  ['a'.repeat(161), 161, 2, false],
  ['{'.repeat(80), 160, 1, false],
  ['欠'.repeat(70), 70, 1, true],
  ['欠'.repeat(71), 71, 2, true],
  ['欠'.repeat(135), 135, 3, true],
] as const)('%j counts as an SMS does', (text, units, parts, isUnicode) => {
  expect(smsLength(text)).toEqual({ units, parts, isUnicode });
});

test('the texts of the program name only what there is', () => {
  for (const byLang of Object.values(TEXTS))
    for (const [lang, { subject, body }] of Object.entries(byLang)) {
      expect(unknownPlaceholders(subject + body)).toEqual([]);
      expect(fillText(body, SAMPLE_FACTS[lang as 'en'])).not.toContain('{');
    }
});

test.each([
  ['13800001234', '13800001234'],
  ['+86 138-0000-1234', '13800001234'],
  ['0512-66668888', null],
  ['', null],
])('%j is the mobile number %j', (phone, mobile) => {
  expect(mobileNumber(phone)).toBe(mobile);
});
