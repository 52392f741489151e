/** Least terms before a supply may be stopped for debt. A station's own rule may be milder, never harsher. */
export type Service = 'electricity' | 'gas' | 'water' | 'property';
export type CustomerKind = 'person' | 'company';

export interface LegalMinimum {
  /** False: the law forbids to press for this debt by cutting anything off. */
  readonly mayStop: boolean;
  readonly overdueDays: number;
  /** Full days between the day the written notice was served and the day of the stop. */
  readonly noticeDays: Readonly<Record<CustomerKind, number>>;
  /** The household is told once more at least this long before. */
  readonly finalCallMinutes: Readonly<Record<CustomerKind, number>>;
  /** The supply comes back within so many hours of the payment. */
  readonly restoreHours: number;
  /** What a notice to a household names as its ground. */
  readonly cited: string;
  readonly sources: readonly LegalSource[];
}

export interface LegalSource {
  readonly about: 'overdue' | 'notice' | 'final-call' | 'restore' | 'forbidden';
  /** The rule by its own name and article. */
  readonly text: string;
  /** official: read in the text of the rule. secondary: one unofficial copy. unconfirmed: to be checked locally. */
  readonly confidence: 'official' | 'secondary' | 'unconfirmed';
}

export const LEGAL_MINIMUM: Readonly<Record<Service, LegalMinimum>> = {
  electricity: {
    mayStop: true,
    overdueDays: 30,
    noticeDays: { person: 7, company: 3 },
    finalCallMinutes: { person: 60, company: 60 },
    restoreHours: 24,
    cited: '《电力供应与使用条例》第三十九条',
    sources: [
      {
        about: 'overdue',
        text: '《电力供应与使用条例》第三十九条：自逾期之日起超过 30 日，经催交仍未交付',
        confidence: 'official',
      },
      { about: 'notice', text: '《供电营业规则》：居民至少 7 日、其他用户 3 日前书面通知', confidence: 'secondary' },
      { about: 'final-call', text: '《供电营业规则》：停电前 1 小时再通知一次', confidence: 'secondary' },
      {
        about: 'restore',
        text: '《供电营业规则》（2024 年）：停电原因消除后 24 小时内恢复供电（1996 年版为 3 日）',
        confidence: 'unconfirmed',
      },
    ],
  },
  gas: {
    mayStop: true,
    overdueDays: 30,
    noticeDays: { person: 15, company: 15 },
    finalCallMinutes: { person: 0, company: 0 },
    restoreHours: 24,
    cited: '《城镇燃气管理条例》和当地燃气管理规定',
    sources: [
      {
        about: 'overdue',
        text: '《城镇燃气管理条例》未定天数；取地方规定中的 30 日并经书面催交（青岛）；上海为 60 日，须在规则中加长',
        confidence: 'official',
      },
      { about: 'notice', text: '《上海市燃气管理条例》：提前 15 日书面通知', confidence: 'official' },
      { about: 'restore', text: '地方规定：缴费后及时恢复；驻马店为 24 小时', confidence: 'official' },
    ],
  },
  water: {
    mayStop: true,
    overdueDays: 30,
    noticeDays: { person: 15, company: 15 },
    finalCallMinutes: { person: 0, company: 0 },
    restoreHours: 24,
    cited: '《城市供水条例》和当地供水管理规定',
    sources: [
      { about: 'overdue', text: '《城市供水条例》未定天数；以地方规定为准，取较长者', confidence: 'unconfirmed' },
      { about: 'notice', text: '以地方规定为准，取较长者', confidence: 'unconfirmed' },
      { about: 'restore', text: '以地方规定为准', confidence: 'unconfirmed' },
    ],
  },
  property: {
    mayStop: false,
    overdueDays: 0,
    noticeDays: { person: 0, company: 0 },
    finalCallMinutes: { person: 0, company: 0 },
    restoreHours: 24,
    cited: '',
    sources: [
      {
        about: 'forbidden',
        text: '《民法典》第九百四十四条：物业服务人不得采取停止供电、供水、供热、供燃气等方式催交物业费',
        confidence: 'unconfirmed',
      },
    ],
  },
};
