import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountKeys, keyRange, meterKeys, nameParts, normalise, parseQuery, phoneNumbers } from './search.domain.ts';

const keysOf = (probes: readonly { key: string }[] | undefined) => probes?.map((probe) => probe.key);
const only = (text: string) => keysOf(parseQuery(text)[0]?.[0]);

describe('normalising', () => {
  test.each([
    ['３－２－５０１', '3-2-501'],
    ['3栋2单元501室', '3-2-501-'],
    ['3号楼', '3-'],
    ['A座1201', 'a-1201'],
    ['幸福里3栋501', '幸福里3-501'],
    ['3/2/501', '3-2-501'],
    ['3—2—501', '3-2-501'],
    ['ZHANG', 'zhang'],
    ['Ｚｈāng', 'zhang'],
    ['LÜ', 'lv'],
    ['阿不都·热合曼', '阿不都-热合曼'],
    ["'; DROP TABLE customer;--", 'droptablecustomer-'],
    ['100%_', '100-'],
    ['😀', ''],
  ])('%s becomes %s', (typed, key) => expect(normalise(typed)).toBe(key));

  test('whatever is typed becomes letters, digits and single dashes, and stays so', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const key = normalise(text);
        expect(key).toMatch(/^(?:[\p{L}\p{N}]+-?)*$/u);
        expect(normalise(key)).toBe(key);
        expect(key.length).toBeLessThanOrEqual(60);
      }),
      { numRuns: 2000 },
    );
  });

  test('a search narrows with every letter typed: the beginning of a name is the beginning of its key', () => {
    const names = fc.array(fc.constantFrom(...'王伟zhangsanLÜ吕元云 ·1'), { maxLength: 12 });
    fc.assert(
      fc.property(names, fc.nat(12), (letters, cut) => {
        const whole = normalise(letters.join(''));
        const begun = normalise(letters.slice(0, cut).join(''));
        expect(whole.startsWith(begun)).toBe(true);
      }),
    );
  });
});

describe('keys', () => {
  test('a telephone field may hold several numbers, written as people write them', () => {
    expect(phoneNumbers('138 0013 8000')).toEqual(['13800138000']);
    expect(phoneNumbers('+86 138-0013-8000')).toEqual(['13800138000']);
    expect(phoneNumbers('13800138000 / 0571-88886666')).toEqual(['13800138000', '057188886666', '88886666']);
    expect(phoneNumbers('13800138000 13900139000')).toEqual(['13800138000', '13900139000']);
    expect(phoneNumbers('（0571）8888 6666')).toContain('057188886666');
    expect(phoneNumbers('无')).toEqual([]);
  });

  test('the parts of a name are found on their own', () => {
    expect(nameParts('阿不都·热合曼')).toEqual(['阿不都热合曼', '阿不都', '热合曼']);
    expect(nameParts('John Smith')).toEqual(['johnsmith', 'john', 'smith']);
    expect(nameParts('王伟')).toEqual(['王伟']);
  });

  test('an account is found by everything a person may say', () => {
    const readings = (text: string) => (text === '张三' ? [['zhang', 'san']] : []);
    const subject = { customerName: '张三', phone: '13800138000', doorNo: '3-2-501', accountNo: '00000042' };
    expect(accountKeys(subject, readings).map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'name 张三',
      'pinyin zhangsan',
      'initials zs',
      'phone 13800138000',
      'phone-tail <00083100831',
      'door 3-2-501',
      'door 32501',
      'account 00000042',
    ]);
  });

  test('a named estate is also found by its initials and without its name', () => {
    const readings = (text: string) => (text === '幸福里' ? [['xing', 'fu', 'li']] : []);
    const doors = accountKeys({ customerName: '', phone: '', doorNo: '幸福里3-501', accountNo: '' }, readings);
    expect(doors.map((key) => key.key)).toEqual(
      expect.arrayContaining(['幸福里3-501', '3-501', '3501', 'xfl3-501', 'xingfuli3501']),
    );
  });

  test('a meter is found by its number and by five and more last digits', () => {
    expect(meterKeys('3301-0001 2345').map((key) => key.key)).toEqual(['330100012345', '>543210001033']);
    expect(meterKeys('A1').map((key) => key.key)).toEqual(['a1']);
  });
});

describe('reading what was typed', () => {
  test('words part at blanks, and neighbours of one script are first taken together', () => {
    const readings = parseQuery('wang　wei 3-2').map((words) => words.map((word) => word[0]?.key));
    expect(readings).toEqual([
      ['wangwei', '3-2'],
      ['wang', 'wei', '3-2'],
    ]);
    expect(parseQuery('王 伟')[0]?.map((word) => word[0]?.key)).toEqual(['王伟']);
  });

  test('digits are a beginning and, from four on, an end', () => {
    expect(only('138')).toEqual(['138']);
    expect(only('8000')).toEqual(['8000', '<0008']);
    expect(only('12345')).toEqual(['12345', '<54321', '>54321']);
    expect(only('138-0013-8000')).toContain('13800138000');
    expect(only('3-2-501')).toEqual(['3-2-501']);
    expect(only('+8613800138000')).toContain('13800138000');
  });

  test('building 3 is not building 30', () => {
    const [probe] = parseQuery('3栋')[0]?.[0] ?? [];
    const { from, to } = keyRange(probe ?? { key: '', isWhole: true });
    expect('3-2-501' >= from && '3-2-501' < to).toBe(true);
    expect('30-1-101' >= from && '30-1-101' < to).toBe(false);
  });

  test('nothing searchable, or a whole sentence, finds nothing', () => {
    for (const text of ['', '   ', '%', '\'"', '😀😀', '\u0000', 'a1 b2 c3 d4 e5 f6 g7'])
      expect(parseQuery(text)).toEqual([]);
  });

  test('every range is ordered and holds exactly the keys that begin alike', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).map(normalise).filter(Boolean);
    fc.assert(
      fc.property(key, key, (begin, rest) => {
        const { from, to } = keyRange({ key: begin, isWhole: false });
        const bytes = (text: string) => Buffer.from(text, 'utf8');
        const inside = (text: string) =>
          Buffer.compare(bytes(text), bytes(from)) >= 0 && Buffer.compare(bytes(text), bytes(to)) < 0;
        expect(inside(begin + rest)).toBe(true);
        expect(inside(rest)).toBe(rest.startsWith(begin));
      }),
    );
  });
});
