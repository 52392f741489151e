export { needsPeriods, rate, rateRequest, UnratableError, type Usage } from './rating.domain.ts';
export {
  type Period,
  RateAnswer,
  type RatedBill,
  type RatedLine,
  RateRequest,
  TariffDocument,
} from './tariffs.schema.ts';
export {
  activateTariff,
  createTariff,
  listTariffs,
  setDefaultTariff,
  type TariffVersion,
  tariffInForce,
} from './tariffs.service.ts';
