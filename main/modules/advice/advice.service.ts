import { localDate, type Month, monthOf } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { pastUsage, rateUnder } from '../billing/index.ts';
import { listTariffs } from '../tariffs/index.ts';
import { byPrice, candidateMonths, candidatesOf, totalsOf, yearTo } from './advice.domain.ts';
import { type Advice, AdviceQuery, type BilledMonth } from './advice.schema.ts';
import * as store from './advice.store.ts';

/**
 * What an account would have paid in twelve months on every other tariff of its service, and on its own. Each month is
 * measured as it was billed; tiers count in the candidate's own cycle. Writes nothing.
 */
export function adviseAccount(st: Station, query: AdviceQuery): Advice {
  const { accountId, toMonth, alsoTariffId } = AdviceQuery.parse(query);
  const account = store.findAccount(st.db, { accountId });
  if (!account) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  const { service } = account;
  const months = yearTo(toMonth ?? newestMonth(st, service));
  const [usage] = pastUsage(st.db, { accountIds: [accountId], ...months });
  const bills = usage?.bills ?? [];
  const billedFen = bills.reduce((sum, bill) => sum + bill.amountFen, 0);
  const own = bills.at(-1)?.tariffId;
  const today = localDate(st.clock.now(), st.zone);
  const candidates = candidatesOf(listTariffs(st.db), { service, today, alsoTariffId }).map((tariff) => {
    const { tariffId, code, name, effectiveFrom, isActive } = tariff;
    const rated = bills.map((bill) => {
      const again = usage ? rateUnder(usage, bill, { tariff, zone: st.zone }) : 'no-reading';
      return { month: bill.month, amount: typeof again === 'string' ? again : again.totalFen };
    });
    const byMonth = candidateMonths(rated);
    const head = { tariffId, code, name, effectiveFrom, isActive, isOwn: tariffId === own };
    return { ...head, months: byMonth, ...totalsOf(byMonth, billedFen) };
  });
  return {
    ...account,
    ...months,
    billedFen,
    quantityMilli: bills.reduce((sum, bill) => sum + bill.quantityMilli, 0),
    months: billedMonths(bills),
    candidates: bills.length === 0 ? [] : candidates.sort(byPrice),
  };
}

/** The newest month that was billed; before the first run the station's own. */
export function newestMonth(st: Station, service: string): Month {
  return store.newestMonth(st.db, { service }).month ?? monthOf(localDate(st.clock.now(), st.zone));
}

function billedMonths(bills: ReturnType<typeof pastUsage>[number]['bills']): BilledMonth[] {
  const months = new Map<Month, BilledMonth>();
  for (const { month, quantityMilli, amountFen, explain } of bills) {
    const before = months.get(month) ?? { month, quantityMilli: 0, billedFen: 0, tariffCodes: [] };
    months.set(month, {
      month,
      quantityMilli: before.quantityMilli + quantityMilli,
      billedFen: before.billedFen + amountFen,
      tariffCodes: [...new Set([...before.tariffCodes, explain.tariff.code])],
    });
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}
