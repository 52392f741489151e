import { z } from 'zod';
import { insert, insertRows, many, maybe, run } from '../../db/query.ts';
import { AccountId, MeterId } from '../../shared/ids.ts';
import { MeteredService } from './phone.schema.ts';
import { PlaceRow, RouteRow } from './rounds.schema.ts';

export const routes = many(
  RouteRow,
  `SELECT r.id AS routeId, r.name, (SELECT count(*) FROM reading_route_stop s WHERE s.route_id = r.id) AS stops, r.version
   FROM reading_route r ORDER BY r.name`,
);
export const findRoute = maybe(
  RouteRow,
  `SELECT r.id AS routeId, r.name, (SELECT count(*) FROM reading_route_stop s WHERE s.route_id = r.id) AS stops, r.version
   FROM reading_route r WHERE r.id = :routeId`,
);
export const findRouteNamed = maybe(
  z.object({ routeId: z.number() }),
  'SELECT id AS routeId FROM reading_route WHERE name = :name',
);
const METER_NOW = `(SELECT m.meter_no FROM account a JOIN account_meter am ON am.account_id = a.id AND am.to_on IS NULL
     JOIN meter m ON m.id = am.meter_id WHERE a.premises_id = p.id AND a.service = s.service ORDER BY m.id LIMIT 1)`;
export const placesOfRoute = many(
  PlaceRow,
  `SELECT s.premises_id AS premisesId, s.service, p.building, p.door_no AS doorNo, ${METER_NOW} AS meterNo
   FROM reading_route_stop s JOIN premises p ON p.id = s.premises_id WHERE s.route_id = :routeId ORDER BY s.position`,
);
export const insertRoute = insert('INSERT INTO reading_route (name, created_at) VALUES (:name, :now)');
export const updateRoute = run(
  'UPDATE reading_route SET name = :name, version = version + 1 WHERE id = :routeId AND version = :version',
);
export const removeRoute = run('DELETE FROM reading_route WHERE id = :routeId');
export const clearStops = run('DELETE FROM reading_route_stop WHERE route_id = :routeId');
export const insertStops = insertRows(
  'reading_route_stop',
  { position: 'position', premisesId: 'premises_id', service: 'service' },
  { same: { routeId: 'route_id' } },
);

/** Doors with a meter of the service on duty, in walking order. */
export const placesWithMeters = many(
  PlaceRow,
  `SELECT p.id AS premisesId, a.service, p.building, p.door_no AS doorNo, min(m.meter_no) AS meterNo
   FROM premises p JOIN account a ON a.premises_id = p.id JOIN account_meter am ON am.account_id = a.id AND am.to_on IS NULL
     JOIN meter m ON m.id = am.meter_id
   WHERE a.service = :service AND a.closed_on IS NULL AND (:building IS NULL OR p.building = :building)
   GROUP BY p.id ORDER BY length(p.building), p.door_sort, p.id`,
);
export const buildings = many(
  z.object({ building: z.string() }),
  `SELECT DISTINCT p.building FROM premises p JOIN account a ON a.premises_id = p.id
   WHERE a.service = :service AND a.closed_on IS NULL ORDER BY length(p.building), p.building`,
);

/** Meters now hanging at the places of a list `[[premises, service], …]`, in its order. */
export const metersAt = many(
  z.object({ position: z.number(), meterId: MeterId, accountId: AccountId, service: MeteredService }),
  `WITH place (position, premises, service) AS (SELECT key, value ->> 0, value ->> 1 FROM json_each(:places))
   SELECT place.position, m.id AS meterId, a.id AS accountId, m.service
   FROM place JOIN account a ON a.premises_id = place.premises AND a.service = place.service
     JOIN account_meter am ON am.account_id = a.id AND am.to_on IS NULL JOIN meter m ON m.id = am.meter_id
   ORDER BY place.position, m.id`,
);
