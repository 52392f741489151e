import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseCode } from './code.domain.ts';

describe('the code on a cylinder', () => {
  test.each([
    ['a12-003', 'A12-003'],
    ['  a 12 003\r\n', 'A12003'],
    ['ａｂ１２３', 'AB123'],
    ['https://gas.example.cn/b/q7x001', 'Q7X001'],
    ['https://gas.example.cn/b/q7x001/', 'Q7X001'],
    ['HTTPS://GAS.EXAMPLE.CN/Q?CODE=q7x001', 'Q7X001'],
    ['https://gas.example.cn/q?station=5&bottle=q7x001&x=1', 'Q7X001'],
    ['https://gas.example.cn/q?id=%E7%93%B6-7', '瓶-7'],
    ['https://gas.example.cn/#/c/q7x001', 'Q7X001'],
    ['https://gas.example.cn', ''],
    ['%zz', '%ZZ'],
    ['\u001d0108691234', '0108691234'],
    ['   ', ''],
  ])('%j is %j', (scanned, code) => {
    expect(normaliseCode(scanned)).toBe(code);
  });

  test('a code that was normalised stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const once = normaliseCode(text);
        fc.pre(!/:\/\//.test(once));
        expect(normaliseCode(once)).toBe(once);
      }),
    );
  });

  test('the same label gives the same code whatever surrounds it', () => {
    const code = fc.stringMatching(/^[A-Z0-9]{4,16}$/);
    fc.assert(
      fc.property(code, fc.constantFrom('c', 'code', 'no', 'id', 'bottle'), (wanted, name) => {
        expect(normaliseCode(` ${wanted.toLowerCase()}\n`)).toBe(wanted);
        expect(normaliseCode(`https://x.cn/p/${wanted}`)).toBe(wanted);
        expect(normaliseCode(`https://x.cn/p?z=1&${name}=${wanted}`)).toBe(wanted);
      }),
    );
  });
});
