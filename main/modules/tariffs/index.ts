export { needsPeriods, rate, rateRequest, UnratableError, type Usage } from './rating.domain.ts';
export { type Period, RateAnswer, type RatedBill, type RatedLine, RateRequest } from './tariffs.schema.ts';
export { activateTariff, createTariff, findTariff, type TariffVersion, tariffInForce } from './tariffs.service.ts';
