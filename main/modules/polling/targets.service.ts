import type { ReadDb } from '../../db/types.ts';
import type { Scope, ScopeChoices } from './polling.schema.ts';
import { type Target, wiredTargets } from './targets.store.ts';

/** Wired meters a scope is for, in the order they are read. */
export function targetsOf(db: ReadDb, scope: Scope): Target[] {
  const { service } = scope;
  const [buses, buildings, meters] = [new Set(scope.busIds), new Set(scope.buildings), new Set(scope.meterIds)];
  return wiredTargets(db).filter(
    (target) =>
      (buses.size === 0 || buses.has(target.busId)) &&
      (buildings.size === 0 || (target.building !== null && buildings.has(target.building))) &&
      (service === null || target.service === service) &&
      (meters.size === 0 || meters.has(target.meterId)),
  );
}

export function scopeChoices(db: ReadDb): ScopeChoices {
  const targets = wiredTargets(db);
  const buses = [...Map.groupBy(targets, (target) => target.busId)];
  const buildings = [...Map.groupBy(targets, (target) => target.building)];
  return {
    buses: buses.map(([busId, on]) => ({ busId, name: on[0]?.busName ?? '', meters: on.length })),
    buildings: buildings
      .flatMap(([building, there]) => (building === null ? [] : [{ building, meters: there.length }]))
      .sort((a, b) => a.building.length - b.building.length || (a.building < b.building ? -1 : 1)),
    meters: targets.map(({ meterId, meterNo, doorNo, service }) => ({ meterId, meterNo, doorNo, service })),
  };
}
