/** What a poller that is killed and its judge agree on. */
export interface PollerOptions {
  readonly folder: string;
  readonly isFirst: boolean;
}

export const ZONE = 'Asia/Shanghai';
export const POLL_METERS = 150;
/** In the morning of the 3rd; the schedules were made on the 30th. */
export const POLL_NOW = Date.parse('2026-12-03T09:00:00+08:00');
export const POLL_NIGHTS = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'];

/** What a meter's register shows at an instant, in thousandths. */
export function registerOf(meter: number, at: number): number {
  return meter * 1_000_000 + Math.floor((at - Date.parse('2026-11-01T00:00:00+08:00')) / 3_600_000) * 10;
}
