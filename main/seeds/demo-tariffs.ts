import type { Actor } from '../db/writer.ts';
import { activateTariff, createTariff } from '../modules/tariffs/index.ts';
import type { Station } from '../station.types.ts';

/**
 * Two made-up price lists with round figures: a demo must not look like a real city's verified prices. They are marked
 * so in their source.
 */
export function seedDemoTariffs(st: Station, by: Actor): void {
  const effectiveFrom = '2025-01-01';
  const electricity = createTariff(st, by, {
    code: 'DEMO-E1',
    name: '居民用电（演示价）',
    service: 'electricity',
    effectiveFrom,
    source: '演示数据，不是任何城市的价格',
    document: {
      format: 1,
      unit: 'kWh',
      rounding: 'per-bill',
      cycle: 'month',
      scheme: {
        kind: 'tiered',
        tiers: [
          { upTo: '200', price: '0.5' },
          { upTo: '400', price: '0.55' },
          { upTo: null, price: '0.8' },
        ],
      },
    },
  });
  const gas = createTariff(st, by, {
    code: 'DEMO-G1',
    name: '居民用气（演示价）',
    service: 'gas',
    effectiveFrom,
    source: '演示数据，不是任何城市的价格',
    document: { format: 1, unit: 'm3', rounding: 'per-bill', cycle: 'month', scheme: { kind: 'flat', price: '3' } },
  });
  for (const tariffId of [electricity, gas])
    activateTariff(st, by, {
      tariffId,
      verifiedOn: effectiveFrom,
      verifiedBy: '演示',
      source: '演示数据，不是任何城市的价格',
    });
}
