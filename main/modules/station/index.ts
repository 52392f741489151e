export type { StationSettings } from './station.schema.ts';
export { nextNumber, saveSettings, setUp, stationSettings, stationState } from './station.service.ts';
