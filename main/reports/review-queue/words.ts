import type { Doubt, ReadingSource } from '../../modules/readings/index.ts';
import type { PaperLang } from '../print/paper.ts';

interface ReviewWords {
  readonly title: (on: string) => string;
  readonly heads: readonly string[];
  readonly doubts: Readonly<Record<Doubt, string>>;
  readonly sources: Readonly<Record<ReadingSource, string>>;
}

const zh: ReviewWords = {
  title: (on) => `待复核读数 ${on}`,
  heads: [
    '门牌',
    '户名',
    '户号',
    '表号',
    '抄表时间',
    '来源',
    '抄表人',
    '上次读数',
    '本次读数',
    '用量',
    '通常用量',
    '距上次天数',
    '疑点',
    '备注',
  ],
  doubts: {
    rollover: '计度器翻转',
    lower: '小于上次读数',
    high: '用量超过通常的三倍',
    zero: '一直有用量，这次为零',
    'out-of-order': '早于已有读数',
    'above-next': '大于后一次读数',
    'tou-sum': '分时读数之和与总读数不符',
    'tou-lower': '分时读数小于上次',
    'reactive-lower': '无功读数小于上次',
    'photo-missing': '缺少照片',
    'round-conflict': '抄表任务冲突',
    gap: '间隔过长',
    imprecise: '表计所传的数位数不够',
    'photo-time': '照片不是抄表时拍的',
  },
  sources: { manual: '人工', polled: '自动', imported: '导入', estimated: '估抄', round: '抄表任务' },
};

const en: ReviewWords = {
  title: (on) => `Readings in review ${on}`,
  heads: [
    'Door',
    'Name',
    'Account',
    'Meter',
    'Read at',
    'Source',
    'Reader',
    'Last',
    'Present',
    'Usage',
    'Usual',
    'Days',
    'Doubts',
    'Note',
  ],
  doubts: {
    rollover: 'Register passed zero',
    lower: 'Below the last reading',
    high: 'More than three times the usual',
    zero: 'Nothing used where there always was',
    'out-of-order': 'Older than another reading',
    'above-next': 'Above the next reading',
    'tou-sum': 'Registers do not sum to the total',
    'tou-lower': 'A time-of-use register fell',
    'reactive-lower': 'Reactive energy fell',
    'photo-missing': 'Photo missing',
    'round-conflict': 'Conflict on a round',
    gap: 'Overlong gap',
    imprecise: 'More digits than the meter’s number carries',
    'photo-time': 'Photo taken at another time',
  },
  sources: { manual: 'By hand', polled: 'By wire', imported: 'Imported', estimated: 'Estimated', round: 'On a round' },
};

export const reviewWords = (lang: PaperLang): ReviewWords => (lang === 'en' ? en : zh);
