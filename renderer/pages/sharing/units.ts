import type { Outputs } from '../../app/api.ts';

export type Service = Outputs['sharing']['groups'][number]['service'];
export const UNITS: Readonly<Record<Service, string>> = { electricity: 'kWh', gas: 'm³', water: 'm³', property: '' };
