import { pinyin } from 'pinyin-pro';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomFrom, seedPopulation } from '../../../main/seeds/population.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';

type Hits = Awaited<ReturnType<ReturnType<TestStation['as']>['customers']['search']>>;

async function open(
  ann: TestStation,
  person: { name: string; phone?: string; building?: string; unit?: string; room?: string },
) {
  const { name, phone = '', building = String(doors++), unit = '', room = '' } = person;
  return ann.as('manager').accounts.open({
    customer: { name, phone },
    premises: { building, unit, room },
    account: { service: 'gas', openedOn: '2026-01-01' },
    requestId: requestId(),
  });
}
let doors = 900;

const names = (hits: Hits): string[] => hits.map((hit) => hit.customerName);

describe('among 400 generated households', () => {
  let ann: TestStation;
  let people: Hits;
  beforeAll(async () => {
    ann = makeStation();
    seedPopulation(ann.station, ann.actor('manager'), { households: 400, services: ['electricity'], seed: 7 });
    const page = await ann.as('cashier').customers.list({ pageSize: 200 });
    const second = await ann.as('cashier').customers.list({ pageSize: 200, page: 2 });
    expect(page.total).toBe(400);
    people = [...page.rows, ...second.rows].map((row) => ({ ...row, matched: 'name' as const }));
  });
  afterAll(() => ann[Symbol.asyncDispose]());
  const search = (text: string) => ann.as('cashier').customers.search({ text });

  test('everybody is found by name, pinyin, initials, telephone, its last digits, door, account and meter', async () => {
    for (const person of people) {
      const syllables = pinyin(person.customerName, { toneType: 'none', type: 'array', v: true, mode: 'surname' });
      const ways = [
        [person.customerName, 'name'],
        [syllables.join(''), 'pinyin'],
        [person.phone, 'phone'],
        [person.phone.slice(-6), 'phone-tail'],
        [person.doorNo, 'door'],
        [person.doorNo.replaceAll('-', ''), 'door'],
        [person.accountNo, 'account'],
        [person.meterNos, 'meter'],
        [person.meterNos.slice(-6), 'meter-tail'],
        [`${syllables.join(' ')} ${person.doorNo}`, null],
        [`${person.customerName} ${person.phone.slice(-4)}`, null],
      ] as const;
      for (const [text, kind] of ways) {
        const found = (await search(text)).find((hit) => hit.accountId === person.accountId);
        expect(found, `${text} of ${person.customerName}`).toBeDefined();
        if (kind && found && text.length > 5) expect([text, found.matched]).toEqual([text, kind]);
      }
    }
  });

  test('a hit really has what was typed, and none is missing while fewer than twenty are shown', async () => {
    const random = randomFrom(3);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    for (let i = 0; i < 300; i++) {
      const { phone, doorNo, customerName } = pick(people);
      const end = phone.slice(-4 - Math.floor(random() * 4));
      const begin = doorNo.slice(0, 3 + Math.floor(random() * 4)).replace(/-$/, '');
      const nameBegin = customerName.slice(0, 1 + Math.floor(random() * 2));
      const shown = await search(end);
      expect(shown.length).toBeGreaterThan(0);
      for (const [text, has] of [
        [
          begin,
          (hit: Hits[number]) =>
            hit.doorNo.startsWith(begin) ||
            hit.phone.startsWith(begin) ||
            hit.doorNo.replaceAll('-', '').startsWith(begin),
        ],
        [nameBegin, (hit: Hits[number]) => hit.customerName.startsWith(nameBegin)],
        [
          `${nameBegin} ${begin}`,
          (hit: Hits[number]) => hit.customerName.startsWith(nameBegin) && hit.doorNo.startsWith(begin),
        ],
      ] as const) {
        const hits = await search(text);
        const expected = people.filter((person) => has(person));
        if (text === begin && !begin.includes('-')) continue;
        for (const hit of hits) expect([text, has(hit)]).toEqual([text, true]);
        expect(hits.length).toBe(Math.min(20, expected.length));
      }
    }
  });

  test('one letter shows twenty of many, one account once', async () => {
    for (const text of ['w', 'z', 'l', '1', '3', '王', 'l 1']) {
      const hits = await search(text);
      expect(hits).toHaveLength(20);
      expect(new Set(hits.map((hit) => hit.accountId)).size).toBe(20);
    }
  });

  test('odd input is harmless', async () => {
    const before = (await ann.as('cashier').customers.list({})).total;
    for (const text of [
      "'",
      "' OR 1=1 --",
      '"; DROP TABLE search_key; --',
      '%',
      '_',
      '%王%',
      '\\',
      '\u0000',
      '😀',
      '\ud800',
      '(((',
      'a'.repeat(200),
      '<0008',
      '>',
      '*',
      '王*',
      ':text',
      '?1',
    ])
      expect(Array.isArray(await search(text))).toBe(true);
    for (const text of ['%', '_', "'", '😀', '\u0000']) expect(await search(text)).toEqual([]);
    expect((await ann.as('cashier').customers.list({})).total).toBe(before);
  });
});

test('surnames with a reading of their own are found by it, and by the usual one', async () => {
  await using ann = makeStation();
  for (const name of ['单雄信', '仇英', '解晓东', '曾国藩', '查良镛', '区寄', '朴树', '尉迟恭', '吕布', '任贤', '乐嘉'])
    await open(ann, { name });
  const find = async (text: string) => names(await ann.as('cashier').customers.search({ text }));
  const expected = {
    单雄信: ['shanxiongxin', 'sxx', 'shan', 'danxiongxin', '单'],
    仇英: ['qiuying', 'qy', 'chouying', 'qiu ying'],
    解晓东: ['xiexiaodong', 'xxd', 'jiexiaodong'],
    曾国藩: ['zengguofan', 'zgf', 'cengguofan'],
    查良镛: ['zhaliangyong', 'chaliangyong'],
    区寄: ['ouji', 'quji'],
    朴树: ['piaoshu', 'pushu'],
    尉迟恭: ['yuchigong', 'ycg', 'weichigong'],
    吕布: ['lvbu', 'lubu', 'lyubu', 'LÜ', 'lb'],
    任贤: ['renxian'],
    乐嘉: ['yuejia', 'lejia'],
  };
  for (const [name, texts] of Object.entries(expected))
    for (const text of texts) expect([text, await find(text)]).toEqual([text, expect.arrayContaining([name])]);
});

test('width, case, separators and accents make no difference', async () => {
  await using ann = makeStation();
  await open(ann, { name: '王小明', phone: '13800138000', building: 'A座', unit: '2单元', room: '501室' });
  for (const text of [
    'WXM',
    'ｗｘｍ',
    'Wang Xiao Ming',
    'wángxiǎomíng',
    '１３８００',
    '8000',
    '138-0013-8000',
    '+86 13800138000',
    'a-2-501',
    'A2501',
    'a座2单元',
    'A/2/501',
    '王小明 a-2',
    '王 小明',
  ])
    expect([text, names(await ann.as('cashier').customers.search({ text }))]).toEqual([text, ['王小明']]);
});

test('building 3 does not show building 30', async () => {
  await using ann = makeStation();
  await open(ann, { name: '甲', building: '3', unit: '1', room: '101' });
  await open(ann, { name: '乙', building: '30', unit: '1', room: '101' });
  const find = async (text: string) => names(await ann.as('cashier').customers.search({ text }));
  expect(await find('3-')).toEqual(['甲']);
  expect(await find('3栋')).toEqual(['甲']);
  expect(await find('3')).toEqual(['甲', '乙']);
});

test('a whole match comes before a beginning, and open accounts before closed ones', async () => {
  await using ann = makeStation();
  const closed = await open(ann, { name: '王伟' });
  await open(ann, { name: '王伟明' });
  const openToo = await open(ann, { name: '王伟' });
  const { version } = await ann.as('cashier').accounts.get({ accountId: closed.accountId });
  await ann
    .as('manager')
    .accounts.close({ accountId: closed.accountId, version, closedOn: '2026-06-30', requestId: requestId() });
  const hits = await ann.as('cashier').customers.search({ text: '王伟' });
  expect(hits.map((hit) => [hit.accountId, hit.closedOn])).toEqual([
    [openToo.accountId, null],
    [closed.accountId, '2026-06-30'],
    [closed.accountId + 1, null],
  ]);
});

test('the keys follow every change: name, telephone, door, meter on and off, closing', async () => {
  await using ann = makeStation();
  const manager = ann.as('manager');
  const { accountId, customerId, premisesId } = await open(ann, {
    name: '张三',
    phone: '13800138000',
    building: '3',
    room: '1',
  });
  const finds = async (text: string) => (await manager.customers.search({ text })).length;

  const { version } = await manager.customers.get({ customerId });
  await manager.customers.update({ customerId, version, name: '李四', kind: 'person', phone: '13900139999', note: '' });
  expect([await finds('zhangsan'), await finds('lisi'), await finds('13800138000'), await finds('9999')]).toEqual([
    0, 1, 0, 1,
  ]);

  const premises = await manager.premises.get({ premisesId });
  await manager.premises.update({
    premisesId,
    version: premises.version,
    building: '8',
    unit: '',
    room: '2',
    address: '',
    areaDm2: null,
  });
  expect([await finds('3-1'), await finds('8-2')]).toEqual([0, 1]);

  const meterId = await manager.meters.create({ meterNo: 'G-1122334455', service: 'gas', installedOn: '2026-01-01' });
  await manager.meters.assign({ meterId, accountId, fromOn: '2026-01-02' });
  expect([await finds('g11223'), await finds('34455')]).toEqual([1, 1]);
  const meter = await manager.meters.get({ meterId });
  const {
    accountId: _,
    accountNo: __,
    customerName: ___,
    doorNo: ____,
    createdAt,
    installedOn,
    removedOn,
    service,
    ...fields
  } = meter;
  await manager.meters.update({ ...fields, meterNo: 'G-999888777' });
  expect([await finds('g11223'), await finds('g9998')]).toEqual([0, 1]);
  await manager.meters.unassign({ meterId, toOn: '2026-05-01' });
  expect(await finds('g9998')).toBe(0);

  const account = await manager.accounts.get({ accountId });
  await manager.accounts.close({ accountId, version: account.version, closedOn: '2026-06-01', requestId: requestId() });
  expect(await manager.customers.search({ text: '李四' })).toMatchObject([{ accountId, closedOn: '2026-06-01' }]);
});

test('the search box needs a session that may read customers', async () => {
  await using ann = makeStation();
  await expect(ann.as('resident').customers.search({ text: 'w' })).rejects.toMatchObject({
    cause: { code: 'permission.denied' },
  });
});
