import type { TariffDocumentInput } from '../../../main/modules/tariffs/document.schema.ts';
import type { SetTrait } from '../../../main/modules/traits/traits.schema.ts';
import type { TestStation } from '../../support/station.ts';
import { standing } from '../billing/correction-fixture.ts';
import { type House, newRequest, usageBill } from '../billing/fixture.ts';

/** Shanghai with the larger limits of five people and more: 1200 kWh a year on both (recalled, see the template). */
export const SHANGHAI: TariffDocumentInput = {
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'year',
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '3120', price: '0.617' },
      { upTo: '4800', price: '0.667' },
      { upTo: null, price: '0.917' },
    ],
    sizes: [
      { people: 5, limits: ['4320', '6000'] },
      { people: 7, limits: ['5520', '7200'] },
    ],
  },
};

export const BEIJING_GAS: TariffDocumentInput = {
  format: 1,
  unit: 'm3',
  rounding: 'per-bill',
  cycle: 'year',
  scheme: {
    kind: 'tiered',
    heating: ['1500', '2500'],
    tiers: [
      { upTo: '350', price: '2.61' },
      { upTo: '500', price: '2.83' },
      { upTo: null, price: '4.23' },
    ],
  },
};

/** The two-part industrial tariff of docs/tariffs.md. */
export const INDUSTRY: TariffDocumentInput = {
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'month',
  scheme: { kind: 'flat', price: { peak: '0.675', flat: '0.45', valley: '0.225' } },
  powerFactor: '0.90',
  charges: [
    { kind: 'capacity', name: '基本电费', price: '15' },
    { kind: 'fixed-quantity', name: '照明', price: '0.70', quantity: '2000' },
    { kind: 'surcharge', name: '基金及附加', price: '0.034' },
  ],
};

export function setTrait(ann: TestStation, house: House, trait: Omit<SetTrait, 'accountId' | 'requestId'>) {
  return ann.as('cashier').traits.set({ accountId: house.accountId, ...trait, requestId: newRequest() });
}

/** Bills a month and answers the account's newest bill, with its lines. */
export async function billOf(
  ann: TestStation,
  house: House,
  month: string,
  service: 'electricity' | 'gas' = 'electricity',
) {
  const { issued } = await ann.as('manager').billing.issue({ month, service });
  if (issued === 0) throw new Error(`nothing was billed in ${month}`);
  const bill = (await standing(ann, house)).at(-1);
  return usageBill(await ann.as('manager').billing.bill({ billId: bill?.billId as never }));
}

export function figures(bill: Awaited<ReturnType<typeof billOf>>) {
  return bill.lines.map((line) => [line.kind, line.tier, line.quantityMilli / 1000, line.amountFen]);
}
