import { routes as accuracyRoutes } from '../pages/accuracy/accuracy.route.tsx';
import { routes as auditRoutes } from '../pages/audit/audit.route.tsx';
import { routes as billingRoutes } from '../pages/billing/billing.route.tsx';
import { routes as cashierRoutes } from '../pages/cashier/cashier.route.tsx';
import { routes as commissioningRoutes } from '../pages/commissioning/commissioning.route.tsx';
import { routes as creditRoutes } from '../pages/credit/credit.route.tsx';
import { routes as customerRoutes } from '../pages/customers/customers.route.tsx';
import { routes as cylinderRoutes } from '../pages/cylinders/cylinders.route.tsx';
import { routes as deviceRoutes } from '../pages/devices/devices.route.tsx';
import { routes as dunningRoutes } from '../pages/dunning/dunning.route.tsx';
import { routes as homeRoutes } from '../pages/home/home.route.tsx';
import { routes as importRoutes } from '../pages/import/import.route.tsx';
import { routes as ledgerRoutes } from '../pages/ledger/ledger.route.tsx';
import { routes as periodRoutes } from '../pages/ledger/periods.route.tsx';
import { routes as meterRoutes } from '../pages/meters/meters.route.tsx';
import { routes as pollingRoutes } from '../pages/polling/polling.route.tsx';
import { routes as readingRoutes } from '../pages/readings/readings.route.tsx';
import { routes as reportsRoutes } from '../pages/reports/reports.route.tsx';
import { routes as roundRoutes } from '../pages/rounds/rounds.route.tsx';
import { routes as safetyRoutes } from '../pages/safety/safety.route.tsx';
import { routes as sharingRoutes } from '../pages/sharing/sharing.route.tsx';
import { routes as stationRoutes } from '../pages/station/station.route.tsx';
import { routes as tariffRoutes } from '../pages/tariffs/tariffs.route.tsx';
import { routes as usersRoutes } from '../pages/users/users.route.tsx';
import type { PageRoute } from './route.types.ts';

/** Every page of the program, one line a feature. The order is the rail's order inside each group. */
export const pages: readonly PageRoute[] = [
  ...homeRoutes,
  ...cashierRoutes,
  ...customerRoutes,
  ...creditRoutes,
  ...readingRoutes,
  ...roundRoutes,
  ...meterRoutes,
  ...pollingRoutes,
  ...commissioningRoutes,
  ...accuracyRoutes,
  ...billingRoutes,
  ...sharingRoutes,
  ...dunningRoutes,
  ...tariffRoutes,
  ...ledgerRoutes,
  ...reportsRoutes,
  ...periodRoutes,
  ...cylinderRoutes,
  ...safetyRoutes,
  ...deviceRoutes,
  ...importRoutes,
  ...usersRoutes,
  ...auditRoutes,
  ...stationRoutes,
];
