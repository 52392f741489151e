import { axisTop } from '../../modules/polling/load.domain.ts';
import type { LoadCurve } from '../../modules/polling/load.schema.ts';
import { localDateTime } from '../../shared/dates.ts';

const WIDTH = 1000;
const HEIGHT = 320;
const LEFT = 60;
const BOTTOM = 26;
const TOP = 8;
const LINES = 4;

/** The curve as a grey drawing for paper: area, grid, limit dashed; open where nothing is known. */
export function chartSvg(curve: LoadCurve, zone: string): string {
  const { points, limitMilli } = curve;
  const top = axisTop(curve.max?.powerMilli ?? 0, limitMilli);
  const x = (i: number) => LEFT + (i / Math.max(1, points.length)) * (WIDTH - LEFT);
  const y = (milli: number) => HEIGHT - BOTTOM - (Math.max(0, milli) / top) * (HEIGHT - BOTTOM - TOP);
  const grid = Array.from({ length: LINES + 1 }, (_, i) => {
    const milli = (top / LINES) * i;
    const label = `<text x="${LEFT - 6}" y="${y(milli) + 4}" text-anchor="end">${Number((milli / 1000).toPrecision(4))}</text>`;
    return `<path d="M${LEFT} ${y(milli)}H${WIDTH}" stroke="#ccc"/>${label}`;
  });
  const base = HEIGHT - BOTTOM;
  const areas = stretches(points).map(([from, to]) => {
    const steps = points
      .slice(from, to)
      .map(({ powerMilli }, k) => `V${y(powerMilli ?? 0).toFixed(1)}H${x(from + k + 1).toFixed(1)}`);
    return `<path d="M${x(from).toFixed(1)} ${base}${steps.join('')}V${base}Z" fill="#ddd" stroke="#333"/>`;
  });
  const isDay = curve.from === curve.to;
  const every = Math.max(1, Math.ceil(curve.rows.length / 12));
  const places = new Map(points.map(({ at }, i) => [at, i]));
  const labels = curve.rows
    .filter((_, i) => i % every === 0)
    .map(({ at }) => {
      const text = localDateTime(at, zone);
      return `<text x="${x(places.get(at) ?? 0).toFixed(1)}" y="${HEIGHT - 8}">${isDay ? text.slice(11, 16) : text.slice(5, 10)}</text>`;
    });
  const limit =
    limitMilli === null
      ? ''
      : `<path d="M${LEFT} ${y(limitMilli)}H${WIDTH}" stroke="#000" stroke-width="1.5" stroke-dasharray="8 5"/>`;
  const body = [...grid, ...areas, limit, ...labels].join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#333"><g stroke-width="1">${body}</g></svg>`;
}

/** [from, to) of neighbouring points with a value. */
function stretches(points: LoadCurve['points']): [number, number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let i = 0; i <= points.length; i++) {
    const isKnown = (points[i]?.powerMilli ?? null) !== null;
    if (isKnown && from === -1) from = i;
    if (!isKnown && from !== -1) {
      found.push([from, i]);
      from = -1;
    }
  }
  return found;
}
