import type { PaperLang } from '../print/paper.ts';

export interface WorkWords {
  readonly titles: Readonly<Record<'suspend' | 'restore', string>>;
  readonly no: string;
  readonly fields: Readonly<
    Record<
      'customer' | 'phone' | 'account' | 'door' | 'address' | 'meter' | 'proposer' | 'confirmer' | 'until' | 'owed',
      string
    >
  >;
  readonly yuan: (amount: string) => string;
  readonly before: string;
  readonly steps: Readonly<Record<'suspend' | 'restore', string>>;
  readonly record: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly signatures: readonly string[];
}

const zh: WorkWords = {
  titles: { suspend: '停供工作单', restore: '复供工作单' },
  no: '编号',
  fields: {
    customer: '户主',
    phone: '电话',
    account: '户号',
    door: '房号',
    address: '地址',
    meter: '表号',
    proposer: '提出人',
    confirmer: '批准人',
    until: '有效至',
    owed: '欠费',
  },
  yuan: (amount) => `${amount} 元`,
  before: '出发前和动手前各打一次电话到站里，确认用户仍未缴费；过了有效时间的工作单不得执行，交回站里。',
  steps: {
    suspend:
      '1. 核对户号、表号与本单一致。\n2. 家中有依赖供应的医疗设备、有老人小孩独处或正在使用明火的，不停供，回站报告。\n3. 停止供应并加封，抄记示数，拍照。\n4. 在门上留下恢复方法和电话。',
    restore:
      '1. 核对户号、表号与本单一致，检查封记。\n2. 用户在场、灶具开关全部关闭后，拆封恢复供应；燃气须检漏合格。\n3. 抄记示数，请用户签字。',
  },
  record: '执行记录',
  columns: ['项目', '记录'],
  rows: ['是否执行（未执行写明原因）', '执行时间', '表示数', '封号', '照片编号'],
  signatures: ['执行人', '用户', '日期'],
};

const en: WorkWords = {
  titles: { suspend: 'Work order: stop a supply', restore: 'Work order: restore a supply' },
  no: 'No.',
  fields: {
    customer: 'Customer',
    phone: 'Phone',
    account: 'Account',
    door: 'Door',
    address: 'Address',
    meter: 'Meter',
    proposer: 'Proposed by',
    confirmer: 'Confirmed by',
    until: 'Valid until',
    owed: 'Owed',
  },
  yuan: (amount) => `${amount} yuan`,
  before:
    'Call the station before leaving and again before touching anything: the household may have paid. After the time of validity nothing is carried out; bring the sheet back.',
  steps: {
    suspend:
      '1. Account and meter are those of this sheet.\n2. Medical equipment, children or old people alone, or an open flame: do not stop; report.\n3. Stop the supply, seal it, note the reading, take a photo.\n4. Leave a note how the supply is restored, with the phone number.',
    restore:
      '1. Account and meter are those of this sheet; check the seal.\n2. With the household there and every appliance off, remove the seal and restore; gas is tested for leaks.\n3. Note the reading and let the household sign.',
  },
  record: 'What was done',
  columns: ['', ''],
  rows: ['Carried out (if not, why)', 'Time', 'Reading', 'Seal', 'Photo'],
  signatures: ['Done by', 'Household', 'Date'],
};

export function workWords(lang: PaperLang): WorkWords {
  return lang === 'en' ? en : zh;
}
