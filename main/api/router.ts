import { accuracyRouter } from '../modules/accuracy/accuracy.router.ts';
import { adviceRouter } from '../modules/advice/advice.router.ts';
import { autoPayRouter } from '../modules/billing/auto-pay.router.ts';
import { billingRouter } from '../modules/billing/billing.router.ts';
import { cashierRouter } from '../modules/cashier/cashier.router.ts';
import { chargesRouter } from '../modules/charges/charges.router.ts';
import { clearingRouter } from '../modules/clearing/clearing.router.ts';
import { commissioningRouter } from '../modules/commissioning/commissioning.router.ts';
import { creditRouter } from '../modules/credit/credit.router.ts';
import { customersRouter, premisesRouter } from '../modules/customers/customers.router.ts';
import { cylindersRouter, fillingRouter } from '../modules/cylinders/cylinders.router.ts';
import { depositsRouter } from '../modules/deposits/deposits.router.ts';
import { devicesRouter } from '../modules/devices/devices.router.ts';
import { dunningRouter } from '../modules/dunning/dunning.router.ts';
import { accountsRouter, importRouter } from '../modules/import/import.router.ts';
import { ledgerRouter } from '../modules/ledger/ledger.router.ts';
import { periodsRouter } from '../modules/ledger/period.router.ts';
import { messagesRouter } from '../modules/messages/messages.router.ts';
import { metersRouter } from '../modules/meters/meters.router.ts';
import { meterworkRouter } from '../modules/meterwork/meterwork.router.ts';
import { pollingRouter } from '../modules/polling/polling.router.ts';
import { readingsRouter } from '../modules/readings/readings.router.ts';
import { printRouter } from '../modules/reports/print.router.ts';
import { reportsRouter } from '../modules/reports/reports.router.ts';
import { roundsRouter } from '../modules/rounds/rounds.router.ts';
import { hazardsRouter, safetyRouter } from '../modules/safety/safety.router.ts';
import { sharingRouter } from '../modules/sharing/sharing.router.ts';
import { stationRouter } from '../modules/station/station.router.ts';
import { suspensionRouter } from '../modules/suspension/suspension.router.ts';
import { tariffsRouter } from '../modules/tariffs/tariffs.router.ts';
import { traitsRouter } from '../modules/traits/traits.router.ts';
import { auditRouter } from '../modules/users/audit.router.ts';
import { sessionRouter, usersRouter } from '../modules/users/users.router.ts';
import { liveRouter } from './live.router.ts';
import { router } from './trpc.ts';

/** The one typed boundary: both doors hand their requests to this router. */
export const appRouter = router({
  live: liveRouter,
  ledger: ledgerRouter,
  periods: periodsRouter,
  station: stationRouter,
  session: sessionRouter,
  users: usersRouter,
  audit: auditRouter,
  customers: customersRouter,
  premises: premisesRouter,
  accounts: accountsRouter,
  traits: traitsRouter,
  import: importRouter,
  meters: metersRouter,
  meterwork: meterworkRouter,
  accuracy: accuracyRouter,
  readings: readingsRouter,
  rounds: roundsRouter,
  polling: pollingRouter,
  tariffs: tariffsRouter,
  billing: billingRouter,
  advice: adviceRouter,
  charges: chargesRouter,
  autoPay: autoPayRouter,
  sharing: sharingRouter,
  commissioning: commissioningRouter,
  cashier: cashierRouter,
  clearing: clearingRouter,
  credit: creditRouter,
  messages: messagesRouter,
  dunning: dunningRouter,
  suspension: suspensionRouter,
  deposits: depositsRouter,
  print: printRouter,
  reports: reportsRouter,
  devices: devicesRouter,
  cylinders: cylindersRouter,
  filling: fillingRouter,
  safety: safetyRouter,
  hazards: hazardsRouter,
});

export type AppRouter = typeof appRouter;
