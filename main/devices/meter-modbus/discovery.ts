import { BusFailure, type Survey } from '../bus/types.ts';
import type { LineSettings } from '../link/line.schema.ts';
import { meterRefusal } from '../meter/refusal.ts';
import type { DriverTools } from '../meter/types.ts';
import type { DiscoveryProgress, FoundMeter } from '../ports/meter.ts';
import { replyFraming } from './client.ts';
import { LAST_UNIT, type ReadRequest, type Reply, withCrc } from './frame.ts';
import { MODBUS_PRESETS, presetNamed } from './presets.schema.ts';
import { ModbusProfile, type ModbusRegister, type Quantity, WIDTH } from './profile.schema.ts';
import { measure } from './values.domain.ts';

/** A meter is there within this time or not at all; slow converters included. */
const SCAN_MS = 300;
const QUIET_MS = 10;
/** What tells a map that fits from one that happens to be answered, in thousandths. */
const PLAUSIBLE: Readonly<Partial<Record<Quantity, { readonly from: number; readonly to: number }>>> = {
  frequency: { from: 45_000, to: 65_000 },
  voltageA: { from: 80_000, to: 300_000 },
  voltageB: { from: 80_000, to: 300_000 },
  total: { from: 0, to: Number.MAX_SAFE_INTEGER },
};
/** A map of three phases before that of one whose registers are the same. */
const BY_DETAIL = MODBUS_PRESETS.toSorted((a, b) => b.registers.length - a.registers.length);
/** The note of an address that several meters answer; of one meter it is the id of the preset that fits. */
const SHARED_ADDRESS = 'shared-address';

/**
 * Asks every address on every line for two registers. An exception is as good an answer as any: somebody is there. What
 * was found is asked for the mains frequency of each known map, which names the model.
 */
export async function discoverUnits(
  tools: DriverTools,
  lines: readonly LineSettings[],
  onProgress: (progress: DiscoveryProgress) => void,
  signal?: AbortSignal,
): Promise<readonly FoundMeter[]> {
  const found: FoundMeter[] = [];
  const onLines: readonly (LineSettings | null)[] = lines.length > 0 ? lines : [null];
  const total = onLines.length * LAST_UNIT;
  let tried = 0;

  function hear(request: ReadRequest, line: LineSettings | null): Promise<Survey<Reply>> {
    const { unit, fn, address, count } = request;
    return tools.bus.survey({
      bytes: withCrc([unit, fn, address >>> 8, address & 0xff, count >>> 8, count & 0xff]),
      framing: replyFraming(request),
      timing: { answerMs: SCAN_MS, interByteMs: 50, pauseMs: 50, quietMs: QUIET_MS },
      line: line ?? undefined,
      isAnswer: () => true,
      priority: 'background',
      retries: 0,
      signal,
    });
  }

  /** Two meters with one address answer at once: both are heard, or neither is understood. Noise seldom comes twice. */
  async function whoIs(unit: number, line: LineSettings | null): Promise<'nobody' | 'one' | 'several'> {
    const request: ReadRequest = { unit, fn: 3, address: 0, count: 2 };
    const first = await hear(request, line);
    const { frames, isNoisy } = first.frames.length === 0 && first.isNoisy ? await hear(request, line) : first;
    if (frames.length === 1) return 'one';
    return frames.length > 1 || isNoisy ? 'several' : 'nobody';
  }

  /** The preset whose registers answer with what only they can mean; empty for a model nobody knows. */
  async function modelOf(unit: number, line: LineSettings | null): Promise<string> {
    for (const { id, registers } of BY_DETAIL) if (await fits(unit, registers, line)) return id;
    return '';
  }

  async function fits(unit: number, map: readonly ModbusRegister[], line: LineSettings | null): Promise<boolean> {
    for (const register of map) {
      const range = PLAUSIBLE[register.quantity];
      if (!range) continue;
      const value = await measured(unit, register, line);
      if (value === undefined || value < range.from || value > range.to) return false;
    }
    return true;
  }

  async function measured(
    unit: number,
    register: ModbusRegister,
    line: LineSettings | null,
  ): Promise<number | undefined> {
    const count = WIDTH[register.type];
    const { frames } = await hear({ unit, fn: register.fn, address: register.address, count }, line);
    const [reply] = frames;
    if (reply?.kind !== 'answer') return undefined;
    const words = Array.from(
      { length: count },
      (_, at) => ((reply.bytes[3 + 2 * at] as number) << 8) | (reply.bytes[4 + 2 * at] as number),
    );
    return measure(register, words, { units: 1n, decimals: 0 })?.milli;
  }

  try {
    for (const line of onLines)
      for (let unit = 1; unit <= LAST_UNIT; unit++) {
        signal?.throwIfAborted();
        const who = await whoIs(unit, line);
        if (who !== 'nobody') {
          const note = who === 'one' ? await modelOf(unit, line) : SHARED_ADDRESS;
          const profile = note === undefined ? undefined : profileOf(note);
          found.push({
            protocol: 'modbus',
            address: String(unit),
            line,
            ...(note && { note }),
            ...(profile && { profile }),
          });
        }
        tried++;
        onProgress({ found: [...found], tried, total });
      }
  } catch (error) {
    throw error instanceof BusFailure ? meterRefusal(error, '') : error;
  }
  return found;
}

/** The map of the model that was met: so it is read as it answered. */
function profileOf(presetId: string): ModbusProfile | undefined {
  const preset = presetNamed(presetId);
  if (!preset) return undefined;
  const { id, registers, maxRegisters, quietMs } = preset;
  return ModbusProfile.parse({ protocol: 'modbus', preset: id, registers, maxRegisters, quietMs });
}
