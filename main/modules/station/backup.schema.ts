import { z } from 'zod';

/** Stands beside a backup as <file>.json and says what the file must be. */
export const BackupManifest = z.object({
  format: z.literal(1),
  file: z.string(),
  madeAt: z.number(),
  madeBy: z.string(),
  stationName: z.string(),
  programVersion: z.string(),
  schemaVersion: z.number(),
  bytes: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

export const BackupList = z.object({
  /** Where they are on the station's computer. */
  folder: z.string(),
  /** Newest first. */
  backups: z.array(BackupManifest),
});
export type BackupList = z.infer<typeof BackupList>;

/** What a restoration did, for the command line to say. */
export interface Restoration {
  readonly file: string;
  readonly schemaVersion: number;
  /** False when the backup had no manifest to compare with: only its structure was checked then. */
  readonly isHashChecked: boolean;
  /** The database that was replaced, kept as it was; null when there was none. */
  readonly keptFile: string | null;
}
