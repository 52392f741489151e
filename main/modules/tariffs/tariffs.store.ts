import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { TariffId } from '../../shared/ids.ts';
import { TariffService } from './tariffs.schema.ts';

export const TariffRow = z.object({
  tariffId: TariffId,
  code: z.string(),
  name: z.string(),
  service: TariffService,
  effectiveFrom: z.string(),
  source: z.string(),
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string().nullable(),
  isActive: z.number(),
  isDefault: z.number(),
  billCount: z.number(),
  documentJson: z.string(),
});
export type TariffRow = z.infer<typeof TariffRow>;

const COLUMNS = `t.id AS tariffId, t.code, t.name, t.service, t.effective_from AS effectiveFrom, t.source, t.verified_on AS verifiedOn,
  t.verified_by AS verifiedBy, t.is_active AS isActive, (d.code IS NOT NULL) AS isDefault,
  (SELECT count(*) FROM bill b WHERE b.tariff_id = t.id) AS billCount, t.document_json AS documentJson`;
const FROM = 'FROM tariff t LEFT JOIN tariff_default d ON d.service = t.service AND d.code = t.code';

export const allTariffs = many(
  TariffRow,
  `SELECT ${COLUMNS} ${FROM} ORDER BY t.service, t.code, t.effective_from DESC`,
);
export const findTariff = maybe(TariffRow, `SELECT ${COLUMNS} ${FROM} WHERE t.id = :tariffId`);
export const findVersion = maybe(
  z.object({ tariffId: TariffId }),
  'SELECT id AS tariffId FROM tariff WHERE code = :code AND effective_from = :effectiveFrom',
);
export const findOfCode = maybe(
  z.object({ service: z.string() }),
  'SELECT service FROM tariff WHERE code = :code LIMIT 1',
);

export type VersionRow = z.infer<typeof VersionRow>;
export const VersionRow = z.object({
  tariffId: TariffId,
  code: z.string(),
  name: z.string(),
  service: TariffService,
  effectiveFrom: z.string(),
  source: z.string(),
  documentJson: z.string(),
});
/** Active versions of a code that apply on a date or later than it, newest first. */
export const versionInForce = maybe(
  VersionRow,
  `SELECT id AS tariffId, code, name, service, effective_from AS effectiveFrom, source, document_json AS documentJson FROM tariff
   WHERE code = :code AND is_active = 1 AND effective_from <= :on ORDER BY effective_from DESC LIMIT 1`,
);
/** Active versions of a code that begin within a span of days, both included, oldest first. */
export const versionsBeginning = many(
  VersionRow,
  `SELECT id AS tariffId, code, name, service, effective_from AS effectiveFrom, source, document_json AS documentJson FROM tariff
   WHERE code = :code AND is_active = 1 AND effective_from BETWEEN :from AND :to ORDER BY effective_from`,
);
export const defaultCode = maybe(
  z.object({ code: z.string() }),
  'SELECT code FROM tariff_default WHERE service = :service',
);

export const insertTariff = insert(
  `INSERT INTO tariff (code, effective_from, name, service, document_json, source, created_at)
   VALUES (:code, :effectiveFrom, :name, :service, :documentJson, :source, :createdAt)`,
);
export const activateTariff = run(
  'UPDATE tariff SET is_active = 1, verified_on = :verifiedOn, verified_by = :verifiedBy, source = :source WHERE id = :tariffId',
);
export const deactivateTariff = run('UPDATE tariff SET is_active = 0 WHERE id = :tariffId');
export const deleteTariff = run('DELETE FROM tariff WHERE id = :tariffId');
export const setDefault = run(
  'INSERT INTO tariff_default (service, code) VALUES (:service, :code) ON CONFLICT (service) DO UPDATE SET code = excluded.code',
);
