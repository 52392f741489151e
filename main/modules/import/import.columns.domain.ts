/** What a column of the file may hold. The order is the template's. */
export const COLUMNS = [
  'customerName',
  'phone',
  'building',
  'unit',
  'room',
  'doorNo',
  'area',
  'service',
  'accountNo',
  'tariffCode',
  'householdSize',
  'quotaNo',
  'quotaUntil',
  'heating',
  'capacity',
  'demand',
  'meterNo',
  'protocol',
  'meterAddress',
  'multiplier',
  'digits',
  'firstReading',
  'readOn',
] as const;
export type ImportColumn = (typeof COLUMNS)[number];

interface ColumnWords {
  readonly zh: string;
  readonly en: string;
  /** Further heads it is recognised by. */
  readonly also: readonly string[];
}

/** Heads of the template in both languages and what the same column is called in the books of other offices. */
export const COLUMN_WORDS: Readonly<Record<ImportColumn, ColumnWords>> = {
  customerName: {
    zh: '户主姓名',
    en: 'Customer name',
    also: [
      '户主',
      '户名',
      '姓名',
      '客户名称',
      '客户姓名',
      '用户名称',
      '用户姓名',
      '业主',
      '业主姓名',
      'customer',
      'name',
      'owner',
    ],
  },
  phone: {
    zh: '电话',
    en: 'Phone',
    also: [
      '手机',
      '手机号',
      '手机号码',
      '联系电话',
      '电话号码',
      '联系方式',
      'mobile',
      'tel',
      'telephone',
      'phone number',
    ],
  },
  building: {
    zh: '楼栋',
    en: 'Building',
    also: ['楼号', '栋', '幢', '栋号', '幢号', '楼', '楼宇', 'block', 'building no'],
  },
  unit: { zh: '单元', en: 'Unit', also: ['单元号', 'unit no', 'entrance'] },
  room: { zh: '房号', en: 'Room', also: ['室', '室号', '房间', '房间号', '房间号码', 'room no', 'flat'] },
  doorNo: {
    zh: '门牌',
    en: 'Door no',
    also: ['门牌号', '门牌号码', '房屋', '房屋编号', '地址', '用气地址', '用电地址', 'door', 'door number', 'address'],
  },
  area: { zh: '面积', en: 'Area', also: ['建筑面积', '房屋面积', 'floor area'] },
  service: { zh: '服务类别', en: 'Service', also: ['服务', '类别', '用能类别', '表类型', 'type'] },
  accountNo: {
    zh: '户号',
    en: 'Account no',
    also: ['账号', '帐号', '客户编号', '用户编号', '用户号', '客户号', 'account', 'account number'],
  },
  tariffCode: {
    zh: '价格方案',
    en: 'Tariff code',
    also: ['价格代码', '价格类别', '电价', '气价', '水价', '方案', 'tariff', 'price'],
  },
  householdSize: {
    zh: '家庭人口',
    en: 'Household size',
    also: ['人口', '人口数', '人数', '家庭人数', 'people', 'persons'],
  },
  quotaNo: {
    zh: '低保证号',
    en: 'Low-income certificate',
    also: ['低保证', '低保号', '低保户', '五保证号', '特困证号', '免费额度证件号', 'certificate no'],
  },
  quotaUntil: { zh: '低保有效期至', en: 'Certificate valid until', also: ['低保到期日', '低保有效期', '证件有效期'] },
  heating: { zh: '采暖', en: 'Heating', also: ['采暖用户', '自采暖', '是否采暖', '壁挂炉', 'heating user'] },
  capacity: {
    zh: '变压器容量',
    en: 'Capacity',
    also: ['容量', '受电容量', '合同容量', '报装容量', 'kva', 'capacity kva'],
  },
  demand: { zh: '核定需量', en: 'Agreed demand', also: ['合同需量', '约定需量', '合同最大需量', 'agreed demand kw'] },
  meterNo: {
    zh: '表号',
    en: 'Meter no',
    also: [
      '表具编号',
      '表计编号',
      '电表号',
      '气表号',
      '水表号',
      '电表编号',
      '出厂编号',
      '表编号',
      'meter',
      'meter number',
    ],
  },
  protocol: { zh: '通信规约', en: 'Protocol', also: ['规约', '协议', '通信协议', '抄表方式'] },
  meterAddress: { zh: '通信地址', en: 'Meter address', also: ['表地址', '表通信地址', '电表地址', 'bus address'] },
  multiplier: { zh: '倍率', en: 'Multiplier', also: ['变比', '综合倍率', 'ct ratio', 'factor'] },
  digits: { zh: '表位数', en: 'Digits', also: ['位数', '整数位', '整数位数', '字轮位数', 'register digits'] },
  firstReading: {
    zh: '初始读数',
    en: 'First reading',
    also: [
      '起始读数',
      '起码',
      '底数',
      '表底',
      '表底数',
      '上次读数',
      '上期读数',
      '初始止度',
      'initial reading',
      'opening reading',
      'reading',
    ],
  },
  readOn: {
    zh: '读数日期',
    en: 'Reading date',
    also: ['抄表日期', '起始日期', '初始日期', '读表日期', '日期', 'date', 'read on'],
  },
};

/** A head without case, width, blanks, punctuation and whatever stands in brackets: "面积（㎡）" is 面积. */
export function plainHead(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【].*$/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const BY_HEAD = new Map<string, ImportColumn>();
for (const column of COLUMNS) {
  const { zh, en, also } = COLUMN_WORDS[column];
  for (const head of [zh, en, ...also]) BY_HEAD.set(plainHead(head), column);
}

/** Which column of the file holds what; null is a column nobody asked for. A head that comes twice counts once. */
export type Mapping = readonly (ImportColumn | null)[];

export function recogniseHeads(cells: readonly string[]): Mapping {
  const seen = new Set<ImportColumn>();
  return cells.map((cell) => {
    const column = BY_HEAD.get(plainHead(cell)) ?? null;
    if (column === null || seen.has(column)) return null;
    seen.add(column);
    return column;
  });
}

/** A title or two may stand above the heads. */
const HEAD_WITHIN = 6;

/** The row of the heads (from 0) with what its columns hold; undefined where no row names at least three of them. */
export function findHeads(rows: readonly (readonly string[])[]): { row: number; mapping: Mapping } | undefined {
  let best: { row: number; mapping: Mapping; known: number } | undefined;
  for (const [row, cells] of rows.slice(0, HEAD_WITHIN).entries()) {
    const mapping = recogniseHeads(cells);
    const known = mapping.filter((column) => column !== null).length;
    if (known >= 3 && known > (best?.known ?? 0)) best = { row, mapping, known };
  }
  return best && { row: best.row, mapping: best.mapping };
}

/** Columns without which no row can be taken in. */
export function missingColumns(mapping: Mapping): ImportColumn[] {
  const missing: ImportColumn[] = (['customerName', 'service'] as const).filter((column) => !mapping.includes(column));
  if (!mapping.includes('building') && !mapping.includes('doorNo')) missing.push('building');
  return missing;
}
