import { z } from 'zod';
import { DeviceTable } from './device-table.schema.ts';
import { SHEET_COLUMNS } from './sheet.columns.domain.ts';

export const SheetLanguage = z.strictObject({ lang: z.enum(['zh-CN', 'en']) });

export const SheetFile = z.strictObject({ base64: z.base64().max(11_000_000) });
export type SheetFile = z.infer<typeof SheetFile>;

export const WrittenSheet = z.object({ fileName: z.string(), base64: z.string(), mimeType: z.string() });
export type WrittenSheet = z.infer<typeof WrittenSheet>;

const Column = z.enum(SHEET_COLUMNS);

/** What is wrong in a cell, by the row as the spreadsheet counts it. */
export const SheetFault = z.object({
  row: z.number(),
  column: Column,
  code: z.enum([
    'required',
    'digits-lost',
    'choice',
    'address',
    'line',
    'preset',
    'number',
    'yes-no',
    'no-bus',
    'twice',
  ]),
  value: z.string(),
  /** What would be right, where it can be listed: a service by its code, all else as it is written. */
  choices: z.array(z.string()),
});
export type SheetFault = z.infer<typeof SheetFault>;

/** Zeros that were put back. */
export const SheetRepair = z.object({ row: z.number(), column: Column, from: z.string(), to: z.string() });
export type SheetRepair = z.infer<typeof SheetRepair>;

/** `table` holds every good row; it is for importing only where there is no fault. */
export const ReadSheet = z.object({
  table: DeviceTable,
  faults: z.array(SheetFault),
  repairs: z.array(SheetRepair),
});
export type ReadSheet = z.infer<typeof ReadSheet>;
