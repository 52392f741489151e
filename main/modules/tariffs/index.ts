export type { LateFeeRule } from './charges.schema.ts';
export type { Cycle, Period } from './document.schema.ts';
export { needsPeriods, UnratableError } from './energy.domain.ts';
export { rateRequest } from './rate-request.domain.ts';
export { RateAnswer, type RatedBill, type RatedLine, RateRequest } from './rated.schema.ts';
export { rate, type Usage } from './rating.domain.ts';
export { activateTariff, createTariff, type TariffVersion, tariffInForce } from './tariffs.service.ts';
