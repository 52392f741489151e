import type { PaperLang } from '../print/paper.ts';

export interface NoticeWords {
  readonly title: string;
  readonly no: string;
  readonly to: (name: string) => string;
  readonly opening: (station: string, on: string, place: string) => string;
  readonly fields: {
    readonly place: string;
    readonly grade: string;
    readonly foundOn: string;
    readonly dueOn: string;
    readonly responsible: string;
    readonly inspector: string;
  };
  readonly grades: Readonly<Record<'general' | 'serious', string>>;
  readonly faultHeading: string;
  readonly demandHeading: string;
  readonly demandGeneral: (dueOn: string) => string;
  readonly demandSerious: (dueOn: string) => string;
  readonly askRecheck: (phone: string) => string;
  readonly photo: string;
  readonly signatures: readonly string[];
  readonly copies: string;
}

const zh: NoticeWords = {
  title: '隐患整改通知书',
  no: '编号',
  to: (name) => `${name}：`,
  opening: (station, on, place) => `${station}于 ${on} 对 ${place} 进行燃气安全检查，发现以下隐患，请按要求整改。`,
  fields: {
    place: '地点',
    grade: '隐患等级',
    foundOn: '发现日期',
    dueOn: '整改期限',
    responsible: '整改责任人',
    inspector: '检查人',
  },
  grades: { general: '一般隐患', serious: '严重隐患' },
  faultHeading: '隐患内容',
  demandHeading: '整改要求',
  demandGeneral: (dueOn) => `请于 ${dueOn} 前（含当日）完成整改。`,
  demandSerious: (dueOn) =>
    `本隐患属严重隐患，整改并经复查合格前停止供气、不得使用。请立即采取措施，并于 ${dueOn} 前（含当日）完成整改。`,
  askRecheck: (phone) => `整改完成后请通知本站到现场复查${phone ? `，电话 ${phone}` : ''}。复查合格后隐患关闭。`,
  photo: '现场照片',
  signatures: ['检查人', '用户签收', '日期'],
  copies: '本通知书一式两份，用户和供气单位各执一份。',
};

const en: NoticeWords = {
  title: 'Notice to rectify a hazard',
  no: 'No.',
  to: (name) => `To ${name}`,
  opening: (station, on, place) =>
    `On ${on} ${station} inspected the gas safety of ${place} and found the hazard below. It must be rectified as follows.`,
  fields: {
    place: 'Place',
    grade: 'Grade',
    foundOn: 'Found on',
    dueOn: 'Due on',
    responsible: 'Responsible',
    inspector: 'Inspector',
  },
  grades: { general: 'General', serious: 'Serious' },
  faultHeading: 'What was found',
  demandHeading: 'What must be done',
  demandGeneral: (dueOn) => `Rectify it by ${dueOn}, that day included.`,
  demandSerious: (dueOn) =>
    `This hazard is serious: the supply is stopped and nothing may be used until it is rectified and re-checked. Act at once and rectify it by ${dueOn}, that day included.`,
  askRecheck: (phone) =>
    `Tell the station when it is done${phone ? `, phone ${phone}` : ''}; somebody will re-check it on site. The hazard is closed once the re-check has passed.`,
  photo: 'Photo',
  signatures: ['Inspector', 'Received by', 'Date'],
  copies: 'In two copies: one for the customer, one for the supplier.',
};

export function noticeWords(lang: PaperLang): NoticeWords {
  return lang === 'en' ? en : zh;
}
