import type { Actor } from '../db/writer.ts';
import { addHousehold } from '../modules/customers/index.ts';
import { addMeter, attachMeter, type MeterService } from '../modules/meters/index.ts';
import type { LocalDate } from '../shared/dates.ts';
import type { AccountId, CustomerId, MeterId } from '../shared/ids.ts';
import type { Station } from '../station.types.ts';

/**
 * A made-up population for tests, the bench and the demo: the same seed gives the same people. Built through the
 * stores in large transactions, so that search keys, account numbers and the audit trail are as real ones.
 */
export interface PopulationOptions {
  /** Households; each has one account a service. */
  readonly households: number;
  readonly services?: readonly MeterService[];
  readonly openedOn?: LocalDate;
  readonly seed?: number;
  readonly tariffCodes?: Partial<Record<MeterService, string>>;
  /** Households written in one transaction. */
  readonly chunk?: number;
  readonly withMeters?: boolean;
  /** Stairways and floors of every building; four homes a floor. */
  readonly building?: { readonly units: number; readonly floors: number };
  onProgress?(done: number): void;
}

export interface SeededAccount {
  readonly customerId: CustomerId;
  readonly accountId: AccountId;
  readonly meterId: MeterId | null;
  readonly service: MeterService;
}

/** Surnames with their share of the Chinese population in ten-thousandths, and some with a reading of their own. */
const SURNAMES: readonly (readonly [string, number])[] = [
  ['王', 725],
  ['李', 719],
  ['张', 683],
  ['刘', 538],
  ['陈', 453],
  ['杨', 308],
  ['黄', 223],
  ['赵', 229],
  ['吴', 205],
  ['周', 212],
  ['徐', 166],
  ['孙', 154],
  ['马', 129],
  ['朱', 126],
  ['胡', 131],
  ['郭', 115],
  ['何', 117],
  ['林', 118],
  ['高', 100],
  ['罗', 86],
  ['郑', 84],
  ['梁', 81],
  ['谢', 76],
  ['宋', 70],
  ['唐', 65],
  ['许', 66],
  ['邓', 61],
  ['韩', 62],
  ['冯', 60],
  ['曹', 58],
  ['曾', 57],
  ['彭', 55],
  ['肖', 54],
  ['蔡', 53],
  ['潘', 51],
  ['田', 50],
  ['董', 49],
  ['袁', 48],
  ['于', 47],
  ['余', 46],
  ['叶', 45],
  ['蒋', 44],
  ['杜', 43],
  ['苏', 42],
  ['魏', 41],
  ['程', 40],
  ['吕', 39],
  ['丁', 38],
  ['沈', 37],
  ['任', 36],
  ['姚', 35],
  ['卢', 34],
  ['单', 12],
  ['仇', 8],
  ['解', 8],
  ['覃', 12],
  ['翟', 10],
  ['尹', 20],
  ['欧阳', 7],
  ['司马', 2],
  ['上官', 3],
  ['诸葛', 1],
  ['尉迟', 1],
  ['朴', 4],
  ['乐', 3],
  ['盖', 2],
  ['查', 4],
  ['区', 4],
];
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国文辉力海波宁志福生龙元全胜学祥才发武新利清飞彬富顺信子凤洁梅琳素云莲真环雪荣爱妹香月莺媛佳嘉琼勤珍贞莉思雨晨宇轩浩然梓涵欣怡乐长行朝'.match(
    /./gu,
  ) ?? [];
const COMPANIES = ['餐饮有限公司', '商贸有限公司', '便利店', '宾馆', '机械厂', '幼儿园'];
const COMPANY_NAMES = ['鸿运', '福满楼', '聚贤', '金龙', '东方', '新世纪', '天天', '阳光'];
const PREFIXES = [
  '130',
  '133',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '158',
  '159',
  '177',
  '186',
  '187',
  '189',
];

const HIGH_RISE = { units: 4, floors: 18 };
const ROOMS = 4;

/** Mulberry32: small, fast and the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function seedPopulation(st: Station, by: Actor, options: PopulationOptions): SeededAccount[] {
  const { households, services = ['electricity'], openedOn = '2024-01-01', chunk = 5000, withMeters = true } = options;
  const random = randomFrom(options.seed ?? 1);
  const accounts: SeededAccount[] = [];
  for (let first = 0; first < households; first += chunk) {
    const last = Math.min(first + chunk, households);
    st.write(by, { action: 'seed.population', input: { first, last } }, (outer) => {
      // One audit subject a household would make an audit row of megabytes; what was made is in its input.
      const tx = { ...outer, audit: () => undefined, announce: () => undefined };
      for (let i = first; i < last; i++) {
        const person = personOf(random);
        let known: Awaited<ReturnType<typeof addHousehold>> | undefined;
        for (const service of services) {
          const account = {
            service,
            accountNo: null,
            tariffCode: options.tariffCodes?.[service] ?? null,
            householdSize: 1 + Math.floor(random() * 5),
            openedOn,
          };
          const made = addHousehold(tx, {
            customer: known ? { customerId: known.customerId } : person,
            premises: known ? { premisesId: known.premisesId } : premisesOf(i, options.building ?? HIGH_RISE, random),
            account,
          });
          known = made;
          const meterId = withMeters ? addMeter(tx, meterOf(service, i, random, openedOn)) : null;
          if (meterId !== null) attachMeter(tx, { meterId, accountId: made.accountId, fromOn: openedOn });
          accounts.push({ customerId: made.customerId, accountId: made.accountId, meterId, service });
        }
      }
    });
    options.onProgress?.(last);
  }
  st.write(by, { action: 'seed.done', input: { households } }, (tx) => tx.announce({ topic: 'accounts' }));
  return accounts;
}

function personOf(random: () => number) {
  const phone = `${pick(PREFIXES, random)}${digits(8, random)}`;
  if (random() < 0.02) {
    const name = `${pick(COMPANY_NAMES, random)}${pick(COMPANIES, random)}`;
    return { name, kind: 'company' as const, phone: `0571-8${digits(7, random)}`, note: '' };
  }
  const given = random() < 0.2 ? pick(GIVEN, random) : pick(GIVEN, random) + pick(GIVEN, random);
  return { name: surname(random) + given, kind: 'person' as const, phone, note: '' };
}

const ALL_SHARES = SURNAMES.reduce((sum, [, share]) => sum + share, 0);

function surname(random: () => number): string {
  let at = random() * ALL_SHARES;
  for (const [name, share] of SURNAMES) {
    at -= share;
    if (at < 0) return name;
  }
  return '王';
}

/** Doors are dealt in order, 288 a high-rise: 1-1-101, 1-1-102 … 348-4-1804. */
function premisesOf(index: number, shape: { units: number; floors: number }, random: () => number) {
  const perBuilding = shape.units * shape.floors * ROOMS;
  const building = 1 + Math.floor(index / perBuilding);
  const inside = index % perBuilding;
  const unit = 1 + Math.floor(inside / (shape.floors * ROOMS));
  const floor = 1 + (Math.floor(inside / ROOMS) % shape.floors);
  const room = `${floor}0${1 + (inside % ROOMS)}`;
  return {
    building: String(building),
    unit: String(unit),
    room,
    address: '',
    areaDm2: 5000 + Math.floor(random() * 90) * 100,
  };
}

function meterOf(service: MeterService, index: number, random: () => number, installedOn: LocalDate) {
  const serial = String(index + 1).padStart(8, '0');
  const shop = random() < 0.01;
  return {
    meterNo: `${service === 'electricity' ? '3301' : service === 'gas' ? '5502' : '7703'}${serial}`,
    service,
    protocol: 'manual' as const,
    address: '',
    busId: null,
    line: null,
    profile: null,
    digits: service === 'electricity' ? 6 : 5,
    decimals: service === 'electricity' ? 2 : 3,
    multiplier: shop && service === 'electricity' ? 30 : 1,
    hasDemand: false,
    hasReactive: false,
    hasTou: false,
    model: service === 'electricity' ? 'DDS' : service === 'gas' ? 'G2.5' : 'LXS-15',
    location: '',
    sealNo: '',
    installedOn,
    calibrationDueOn: null,
  };
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

function digits(count: number, random: () => number): string {
  let text = '';
  for (let i = 0; i < count; i++) text += Math.floor(random() * 10);
  return text;
}
