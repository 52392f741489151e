import type { CalibrationFilter } from '../../modules/accuracy/accuracy.schema.ts';
import { type CalibrationRow, listCalibration } from '../../modules/accuracy/index.ts';
import type { Station } from '../../station.types.ts';
import type { calibrationWords } from './words.ts';

const PAGE = 500;
type Asked = Omit<CalibrationFilter, 'page' | 'pageSize'>;

/** All pages of the worklist: paper and workbook leave nothing out. */
export function wholeCalibration(st: Station, filter: Asked): CalibrationRow[] {
  const rows: CalibrationRow[] = [];
  for (let page = 1; ; page++) {
    const found = listCalibration(st, { ...filter, page, pageSize: PAGE });
    rows.push(...found.rows);
    if (found.rows.length < PAGE) return rows;
  }
}

export function cellsOf(row: CalibrationRow, words: ReturnType<typeof calibrationWords>): string[] {
  const { dueOn, meterNo, model, service, accountNo, customerName, doorNo, installedOn, lastTestOn, lastPassed } = row;
  const last = lastTestOn === null ? '' : `${lastTestOn} ${lastPassed === null ? '' : words.passed(lastPassed)}`;
  return [dueOn ?? '—', meterNo, model, words.services[service], accountNo, customerName, doorNo, installedOn, last];
}
