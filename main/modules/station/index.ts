export type { BackupManifest, Restoration } from './backup.schema.ts';
export { backUp, backUpIfDue, listBackups } from './backup.service.ts';
export { restoreBackup } from './restore.service.ts';
export type { DemoLogin, StationSettings } from './station.schema.ts';
export { nextNumber, nextNumbers, saveSettings, setUp, stationSettings, stationState } from './station.service.ts';
