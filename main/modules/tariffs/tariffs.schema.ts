import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { TariffId } from '../../shared/ids.ts';
import { TariffDocument } from './document.schema.ts';
import { RateRequest } from './rated.schema.ts';

export const TARIFF_SERVICES = ['electricity', 'gas', 'water'] as const;
export const TariffService = z.enum(TARIFF_SERVICES);
export type TariffService = z.infer<typeof TariffService>;

const Code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._-]{1,30}$/);
const LocalDateText = z.string().refine(isLocalDate);

export const CreateTariff = z.strictObject({
  code: Code,
  name: z.string().trim().min(1).max(60),
  service: TariffService,
  effectiveFrom: LocalDateText,
  /** Where the figures come from: the price bureau's document number, a web address, a contract. */
  source: z.string().trim().max(300).default(''),
  document: TariffDocument,
});
export type CreateTariff = z.input<typeof CreateTariff>;

export const ActivateTariff = z.strictObject({
  tariffId: TariffId,
  verifiedOn: LocalDateText,
  verifiedBy: z.string().trim().min(1).max(40),
  source: z.string().trim().min(1).max(300),
});
export type ActivateTariff = z.infer<typeof ActivateTariff>;
export const TariffKey = z.strictObject({ tariffId: TariffId });
export const SetDefaultTariff = z.strictObject({ service: TariffService, code: Code });
export type SetDefaultTariff = z.infer<typeof SetDefaultTariff>;

export const Tariff = z.object({
  tariffId: TariffId,
  code: z.string(),
  name: z.string(),
  service: TariffService,
  effectiveFrom: z.string(),
  source: z.string(),
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string().nullable(),
  isActive: z.boolean(),
  /** Accounts without a tariff of their own take this code. */
  isDefault: z.boolean(),
  billCount: z.number(),
  document: TariffDocument,
});
export type Tariff = z.infer<typeof Tariff>;

export const TrialTariff = z.strictObject({ tariffId: TariffId, usage: RateRequest.shape.usage });
export type TrialTariff = z.infer<typeof TrialTariff>;
