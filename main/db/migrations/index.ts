import type { Migration } from '../migrate.ts';
import { kernel } from './0010-kernel.ts';
import { users } from './0020-users.ts';
import { customers } from './0030-customers.ts';
import { meters } from './0040-meters.ts';
import { billing } from './0050-billing.ts';
import { cashier } from './0060-cashier.ts';
import { cylinders } from './0070-cylinders.ts';
import { safety } from './0080-safety.ts';
import { corrections } from './0090-corrections.ts';
import { sharing } from './0100-sharing.ts';
import { traits } from './0120-traits.ts';
import { charges } from './0130-charges.ts';
import { customerMoney } from './0140-customer-money.ts';
import { ledgerBooks } from './0150-ledger-books.ts';
import { relayAccess } from './0160-relay-access.ts';
import { dunning } from './0170-dunning.ts';
import { billingRuns } from './0180-billing-runs.ts';
import { meterFaults } from './0190-meter-faults.ts';
import { depositsAndClearing } from './0200-deposits-clearing.ts';
import { meterWires } from './0210-meter-wires.ts';
import { polling } from './0220-polling.ts';
import { rounds } from './0230-rounds.ts';
import { reviewAndAccuracy } from './0240-review-accuracy.ts';
import { commissioning } from './0260-commissioning.ts';
import { wireOrders } from './0270-wire-orders.ts';
import { settledReadings } from './0280-settled-readings.ts';

/** All migrations in order. Nothing is released yet: until the first release a migration may still be edited. */
export const MIGRATIONS: readonly Migration[] = [
  kernel,
  users,
  customers,
  meters,
  billing,
  cashier,
  cylinders,
  safety,
  corrections,
  sharing,
  traits,
  charges,
  customerMoney,
  ledgerBooks,
  relayAccess,
  dunning,
  billingRuns,
  meterFaults,
  depositsAndClearing,
  meterWires,
  polling,
  rounds,
  reviewAndAccuracy,
  commissioning,
  wireOrders,
  settledReadings,
];
