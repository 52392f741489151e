import { z } from 'zod';
import { RequestId } from '../../shared/ids.ts';
import { COLUMNS } from './import.columns.domain.ts';

/** Above this a file is split: one import is one transaction, and the counter must not wait long behind it. */
export const MAX_ROWS = 20_000;
const MAX_BASE64 = 11_000_000;

export const ImportColumnName = z.enum(COLUMNS);

export const ImportFile = z.strictObject({
  fileName: z.string().trim().min(1).max(200),
  base64: z.base64().max(MAX_BASE64),
  /** What each column of the file holds, where the person corrected what was recognised. */
  mapping: z.array(ImportColumnName.nullable()).max(200).nullable().default(null),
});
export type ImportFile = z.input<typeof ImportFile>;

export const RunImport = ImportFile.extend({ requestId: RequestId });
export type RunImport = z.input<typeof RunImport>;

/** What is wrong in a cell. The renderer words it; `params` are its figures. */
export const RowErrorCode = z.enum([
  'required',
  'too-long',
  'bad-characters',
  'not-a-number',
  'out-of-range',
  'not-a-date',
  'future-date',
  'past-date',
  'not-yes-or-no',
  'not-for-service',
  'digits-lost',
  'unknown-service',
  'unknown-protocol',
  'bad-address',
  'needs-meter',
  'needs-date',
  'service-without-meter',
  'reading-too-large',
  'account-taken',
  'account-twice',
  'meter-taken',
  'meter-twice',
  'door-taken',
  'door-twice',
]);
export type RowErrorCode = z.infer<typeof RowErrorCode>;

export const RowError = z.object({
  column: ImportColumnName,
  code: RowErrorCode,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RowError = z.infer<typeof RowError>;

/** A number as it is taken in: with the zeros a spreadsheet took from it, or written out. */
export const RowRepair = z.object({ column: ImportColumnName, from: z.string(), to: z.string() });
export type RowRepair = z.infer<typeof RowRepair>;

/** rowNo is the row's number in the sheet, from 1. */
export const PreviewRow = z.object({
  rowNo: z.number(),
  cells: z.array(z.string()),
  errors: z.array(RowError),
  repairs: z.array(RowRepair),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

export const ImportCounts = z.object({
  rows: z.number(),
  customers: z.number(),
  premises: z.number(),
  accounts: z.number(),
  meters: z.number(),
  readings: z.number(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** The first rows and the first ones with errors or numbers put right; counts are those of the rows without errors. */
export const ImportPreview = z.object({
  heads: z.array(z.string()),
  mapping: z.array(ImportColumnName.nullable()),
  missing: z.array(ImportColumnName),
  encoding: z.string(),
  counts: ImportCounts,
  errorRows: z.number(),
  errorCount: z.number(),
  repairCount: z.number(),
  rows: z.array(PreviewRow),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportResult = ImportCounts.extend({ firstAccountNo: z.string(), lastAccountNo: z.string() });
export type ImportResult = z.infer<typeof ImportResult>;

export const TemplateFile = z.object({ fileName: z.string(), base64: z.string(), mimeType: z.string() });
export type TemplateFile = z.infer<typeof TemplateFile>;
