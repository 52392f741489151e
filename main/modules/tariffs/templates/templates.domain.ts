import { EAST } from './east.domain.ts';
import { GAS } from './gas.domain.ts';
import { NORTH } from './north.domain.ts';
import { SOUTH } from './south.domain.ts';
import type { TariffTemplate } from './template.domain.ts';
import { WEST } from './west.domain.ts';

/** Every template; none has been checked against a price bureau's document. */
export const TARIFF_TEMPLATES: readonly TariffTemplate[] = [...NORTH, ...EAST, ...SOUTH, ...WEST, ...GAS];
