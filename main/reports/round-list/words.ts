import type { RegisterKey } from '../../modules/rounds/index.ts';
import type { PaperLang } from '../print/paper.ts';

interface RoundWords {
  readonly title: string;
  readonly head: (round: { readerName: string; month: string; dueOn: string; stops: readonly unknown[] }) => string;
  readonly how: string;
  readonly heads: Readonly<Record<'position' | 'door' | 'meter' | 'register' | 'last' | 'now' | 'note', string>>;
  readonly services: Readonly<Record<'electricity' | 'gas' | 'water', string>>;
  readonly registers: Readonly<Record<Exclude<RegisterKey, 'totalMilli'>, string>>;
  readonly seal: (sealNo: string) => string;
  readonly signatures: readonly string[];
}

const zh: RoundWords = {
  title: '抄表清单',
  head: ({ readerName, month, dueOn, stops }) =>
    `抄表员 ${readerName}　${month} 月度　${dueOn} 前　${stops.length} 块表`,
  how: '先核对表号再抄读数，小数点后的红色数字写在小数点后面。抄不到的在备注写明原因，不估数。写错的划线重写，不涂改。',
  heads: {
    position: '序号',
    door: '门牌',
    meter: '表号',
    register: '示数',
    last: '上次读数',
    now: '本次读数',
    note: '位置、备注',
  },
  services: { electricity: '电', gas: '燃气', water: '水' },
  registers: {
    sharpMilli: '尖',
    peakMilli: '峰',
    flatMilli: '平',
    valleyMilli: '谷',
    demandMilli: '需量',
    reactiveMilli: '无功',
  },
  seal: (sealNo) => `封号 ${sealNo}`,
  signatures: ['抄表员', '抄表日期', '录入人'],
};

const en: RoundWords = {
  title: 'Reading list',
  head: ({ readerName, month, dueOn, stops }) => `${readerName}, month ${month}, by ${dueOn}, ${stops.length} meters`,
  how: 'Compare the meter number first. Red digits go behind the point. Where a meter cannot be read, write why and do not guess. Strike out a slip and write it again.',
  heads: {
    position: 'No.',
    door: 'Door',
    meter: 'Meter',
    register: 'Register',
    last: 'Last',
    now: 'Reading',
    note: 'Place, note',
  },
  services: { electricity: 'Power', gas: 'Gas', water: 'Water' },
  registers: {
    sharpMilli: 'Sharp',
    peakMilli: 'Peak',
    flatMilli: 'Flat',
    valleyMilli: 'Valley',
    demandMilli: 'Demand',
    reactiveMilli: 'Reactive',
  },
  seal: (sealNo) => `seal ${sealNo}`,
  signatures: ['Read by', 'Date', 'Entered by'],
};

export function roundWords(lang: PaperLang): RoundWords {
  return lang === 'en' ? en : zh;
}
