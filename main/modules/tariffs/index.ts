export { LateFeeRule } from './charges.schema.ts';
export { type Cycle, type Period, type TariffDocument, tariffSchema } from './document.schema.ts';
export { needsPeriods, UnratableError } from './energy.domain.ts';
export { rateAcross, type VersionSpan } from './price-change.domain.ts';
export { rateRequest } from './rate-request.domain.ts';
export { RateAnswer, type RatedBill, type RatedLine, RateRequest } from './rated.schema.ts';
export type { Usage } from './rating.domain.ts';
export {
  activateTariff,
  createTariff,
  findTariff,
  findTariffVersion,
  type TariffVersion,
  tariffInForce,
  tariffsInForce,
} from './tariffs.service.ts';
export { standardQuantity } from './volume.domain.ts';
