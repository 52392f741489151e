import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { PlacesFound, PlacesQuery, RemoveRoute, RouteFile, RouteRow, SaveRoute } from './rounds.schema.ts';
import * as store from './routes.store.ts';

export function listRoutes(st: Station): RouteRow[] {
  return store.routes(st.db);
}

export function routeFile(st: Station, routeId: number): RouteFile {
  const row = store.findRoute(st.db, { routeId });
  if (!row) throw new StationError('record.not-found', { kind: 'route', id: routeId });
  return { ...row, places: store.placesOfRoute(st.db, { routeId }) };
}

export function findPlaces(st: Station, query: PlacesQuery): PlacesFound {
  const { service, building } = query;
  return {
    buildings: store.buildings(st.db, { service }).map((row) => row.building),
    places: store.placesWithMeters(st.db, { service, building }),
  };
}

/** Makes a route or puts another order into one; a door stands on it once. */
export function saveRoute(st: Station, by: Actor, cmd: SaveRoute): number {
  const { requestId, ...asked } = cmd;
  return st.write(by, { action: 'rounds.save-route', requestId, input: asked }, (tx) => {
    const { routeId, name, version, places } = asked;
    const namesake = store.findRouteNamed(tx.db, { name });
    if (namesake && namesake.routeId !== routeId) throw new StationError('round.route-name-taken', { name });
    const id = routeId ?? store.insertRoute(tx.db, { name, now: tx.now });
    if (routeId !== null && !store.updateRoute(tx.db, { routeId, name, version }))
      throw new StationError('record.changed', { kind: 'route', id: routeId });
    store.clearStops(tx.db, { routeId: id });
    const unique = [...new Map(places.map((place) => [`${place.premisesId} ${place.service}`, place])).values()];
    store.insertStops(
      tx.db,
      unique.map(({ premisesId, service }, i) => ({ position: i + 1, premisesId, service })),
      { routeId: id },
    );
    tx.audit({ kind: 'reading-route', id, after: { name, stops: unique.length } });
    tx.announce({ topic: 'rounds' });
    return id;
  });
}

/** Rounds made from it stay. */
export function removeRoute(st: Station, by: Actor, cmd: RemoveRoute): void {
  const { requestId, routeId } = cmd;
  st.write(by, { action: 'rounds.remove-route', requestId, input: { routeId } }, (tx) => {
    const before = store.findRoute(tx.db, { routeId });
    if (!before) throw new StationError('record.not-found', { kind: 'route', id: routeId });
    store.removeRoute(tx.db, { routeId });
    tx.audit({ kind: 'reading-route', id: routeId, before });
    tx.announce({ topic: 'rounds' });
  });
}
