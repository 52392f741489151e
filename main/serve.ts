import path from 'node:path';
import { parseArgs } from 'node:util';
import { createHandler } from './api/handler.ts';
import { openHttpDoor } from './server/http.ts';
import { openStation } from './station.ts';

/** Opens the station in a data folder and serves it on the loopback address. */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    open: { type: 'boolean', default: false },
  },
});
const folder = values.data ?? path.join(process.cwd(), 'out', 'dev-station');
const station = openStation({ folder, onError: console.error });
const handle = createHandler(station, {
  door: 'lan',
  assets: path.join(import.meta.dirname, '..', 'out', 'renderer'),
  reportBug: (error, reportNo) => console.error(reportNo, error),
});
const door = await openHttpDoor(handle, { host: '127.0.0.1', port: Number(values.port) });
console.log(door.address);
