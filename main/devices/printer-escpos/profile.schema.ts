import { z } from 'zod';

/** What a receipt printer is like. Presets are paper widths: 58 mm carry 32 columns, 80 mm carry 48. */
export const PrinterProfile = z.strictObject({
  columns: z.union([z.literal(32), z.literal(42), z.literal(48)]).default(48),
  /** GBK printers have no four-byte characters: those of rare names come out as ？. */
  encoding: z.enum(['gb18030', 'gbk']).default('gb18030'),
  /** 'none' for printers with a tear bar. */
  cut: z.enum(['full', 'partial', 'none']).default('partial'),
  /** The pin of the drawer's plug the pulse is sent to; 'none' where there is no drawer. */
  drawer: z.enum(['pin-2', 'pin-5', 'none']).default('pin-2'),
  /** DLE EOT is answered. Where not, nobody can tell whether paper came out. */
  answersStatus: z.boolean().default(true),
  /** Receipts go here. */
  isDefault: z.boolean().default(true),
});
export type PrinterProfile = z.infer<typeof PrinterProfile>;
