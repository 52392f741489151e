import writeXlsxFile from 'write-excel-file/node';
import { COLUMN_WORDS, COLUMNS, type ImportColumn } from './import.columns.domain.ts';
import type { TemplateFile } from './import.schema.ts';

type Lang = 'zh-CN' | 'en';

interface Note {
  readonly zh: string;
  readonly en: string;
  readonly example: string;
}

/** The second sheet: what goes into a column, and an example. The first one holds nothing but the heads. */
const NOTES: Readonly<Record<ImportColumn, Note>> = {
  customerName: { zh: '必填', en: 'required', example: '王秀英' },
  phone: { zh: '手机或固定电话，多个用“/”隔开', en: 'several are parted by “/”', example: '13800138000' },
  building: { zh: '必填（已填“门牌”时可空）', en: 'required unless “Door no” is filled', example: '3' },
  unit: { zh: '可空', en: 'optional', example: '2' },
  room: { zh: '可空', en: 'optional', example: '501' },
  doorNo: { zh: '楼栋、单元、房号合在一列时用', en: 'building, unit and room in one column', example: '3-2-501' },
  area: { zh: '平方米', en: 'square metres', example: '89.5' },
  service: { zh: '必填：电、燃气、水、物业', en: 'required: electricity, gas, water, property', example: '电' },
  accountNo: { zh: '可空，空则自动编号', en: 'optional, numbered when empty', example: '' },
  tariffCode: { zh: '可空，空则用默认方案', en: 'optional, the default when empty', example: '' },
  householdSize: { zh: '人，可空', en: 'people, optional', example: '3' },
  quotaNo: { zh: '享受免费额度的低保户填写', en: 'of households with a free quota', example: '' },
  quotaUntil: { zh: '填了低保证号时必填', en: 'required with a certificate', example: '2027-06-30' },
  heating: { zh: '是或否，空为否', en: 'yes or no, no when empty', example: '' },
  capacity: { zh: '千伏安，按容量计费的用电户填写', en: 'kVA, of accounts billed by capacity', example: '' },
  demand: { zh: '千瓦，按需量计费的用电户填写', en: 'kW, of accounts billed by demand', example: '' },
  meterNo: { zh: '可空，空则暂不装表', en: 'optional, no meter when empty', example: '330100012345' },
  protocol: {
    zh: '空为手抄；或 DL/T 645-2007',
    en: 'manual when empty; or DL/T 645-2007',
    example: 'DL/T 645-2007',
  },
  meterAddress: { zh: 'DL/T 645 为 12 位数字', en: 'DL/T 645: 12 digits', example: '000330012345' },
  multiplier: { zh: '空为 1', en: '1 when empty', example: '1' },
  digits: {
    zh: '计度器整数位数，空为电 6、气和水 5',
    en: 'whole digits of the register; electricity 6, gas and water 5',
    example: '6',
  },
  firstReading: { zh: '开始计费的表底，不计费', en: 'where billing starts; never billed', example: '1234.56' },
  readOn: {
    zh: '填了初始读数时必填，如 2026-11-22',
    en: 'required with a first reading, e.g. 2026-11-22',
    example: '2026-11-22',
  },
};

const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The workbook an office fills in. Heads in the language asked for; the import knows both. */
export async function importTemplate(lang: Lang): Promise<TemplateFile> {
  const word = lang === 'en' ? 'en' : 'zh';
  const head = (value: string) => ({ value, fontWeight: 'bold' as const });
  const heads = COLUMNS.map((column) => head(COLUMN_WORDS[column][word]));
  const notes = COLUMNS.map((column) => [
    { value: COLUMN_WORDS[column][word] },
    { value: NOTES[column][word] },
    { value: NOTES[column].example },
  ]);
  const titles = word === 'en' ? ['Column', 'Content', 'Example'] : ['列', '内容', '示例'];
  const workbook = writeXlsxFile([
    { data: [heads], sheet: word === 'en' ? 'Households' : '用户', columns: COLUMNS.map(() => ({ width: 14 })) },
    {
      data: [titles.map(head), ...notes],
      sheet: word === 'en' ? 'Notes' : '说明',
      columns: [{ width: 16 }, { width: 52 }, { width: 20 }],
    },
  ]);
  const bytes = await workbook.toBuffer();
  const fileName = word === 'en' ? 'stationdesk-import.xlsx' : '用户导入模板.xlsx';
  return { fileName, base64: bytes.toString('base64'), mimeType: MIME };
}
