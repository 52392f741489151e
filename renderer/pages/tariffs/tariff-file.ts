import { z } from 'zod';
import { TariffDocument } from '../../../main/modules/tariffs/document.schema.ts';
import { CreateTariff } from '../../../main/modules/tariffs/tariffs.schema.ts';
import type { Opening } from './form-values.ts';
import type { TariffRow } from './scheme.tsx';

type Issue = z.core.$ZodIssue;
/** What a file holds, or why it is none: not JSON, or the issues of its fields. */
export type FileReading =
  | { readonly opening: Opening }
  | { readonly issues: readonly Issue[] }
  | { readonly isNotJson: true };

/** A version as a file: everything but who verified it, which does not travel. */
export function fileOf({ code, name, service, effectiveFrom, source, document }: TariffRow): string {
  return `${JSON.stringify({ code, name, service, effectiveFrom, source, document }, null, 2)}\n`;
}

/** Reads an exported version, or a bare tariff document as docs/tariffs.md describes it. */
export function readTariffFile(text: string): FileReading {
  let json: unknown;
  try {
    // A file saved by Windows' editor starts with a byte-order mark.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { isNotJson: true };
  }
  const isBare = z.looseObject({ scheme: z.unknown(), document: z.undefined().optional() }).safeParse(json).success;
  if (isBare && typeof json === 'object' && json !== null && 'scheme' in json) {
    const document = TariffDocument.safeParse(json);
    if (!document.success) return { issues: document.error.issues };
    const service = document.data.unit === 'kWh' ? 'electricity' : 'gas';
    return { opening: { head: { service }, document: document.data } };
  }
  const version = CreateTariff.safeParse(json);
  if (!version.success) return { issues: version.error.issues };
  const { document, ...head } = version.data;
  return { opening: { head, document } };
}
