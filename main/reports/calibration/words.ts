import type { CalibrationRow } from '../../modules/accuracy/index.ts';
import type { PaperLang } from '../print/paper.ts';

interface CalibrationWords {
  readonly titles: Readonly<Record<'overdue' | 'soon' | 'undated' | 'all', string>>;
  readonly on: (date: string) => string;
  readonly heads: readonly string[];
  readonly services: Readonly<Record<CalibrationRow['service'], string>>;
  readonly passed: (isPassed: boolean) => string;
  readonly none: string;
  readonly count: (count: number) => string;
}

const zh: CalibrationWords = {
  titles: { overdue: '检定到期表计', soon: '检定即将到期表计', undated: '未定检定日期表计', all: '表计检定清单' },
  on: (date) => `截至 ${date}`,
  heads: ['到期日', '表号', '型号', '业务', '户号', '户名', '门牌', '安装日期', '上次检定'],
  services: { electricity: '电', gas: '燃气', water: '水' },
  passed: (isPassed) => (isPassed ? '合格' : '不合格'),
  none: '没有这样的表计。',
  count: (count) => `共 ${count} 块`,
};

const en: CalibrationWords = {
  titles: {
    overdue: 'Meters due for calibration',
    soon: 'Meters soon due for calibration',
    undated: 'Meters without a calibration day',
    all: 'Calibration of meters',
  },
  on: (date) => `As of ${date}`,
  heads: ['Due', 'Meter', 'Model', 'Service', 'Account', 'Name', 'Door', 'Installed', 'Last test'],
  services: { electricity: 'Electricity', gas: 'Gas', water: 'Water' },
  passed: (isPassed) => (isPassed ? 'passed' : 'failed'),
  none: 'There is none.',
  count: (count) => `${count} meters`,
};

export const calibrationWords = (lang: PaperLang): CalibrationWords => (lang === 'en' ? en : zh);
