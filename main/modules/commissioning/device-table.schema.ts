import { z } from 'zod';
import { DeviceConfig, METER_PROTOCOLS, MeterProfile } from '../../devices/config.schema.ts';
import { LineSettings } from '../../devices/link/line.schema.ts';
import { RequestId } from '../../shared/ids.ts';
import { MeterNo, MeterService } from '../meters/meters.schema.ts';

/**
 * The station's devices and the wires of its meters as one file, to carry to another computer or to edit in quantity.
 * Relay passwords are not in it. Meters are known by their number, buses by their name.
 */
export const DeviceTable = z.strictObject({
  format: z.literal('stationdesk-devices-1'),
  devices: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(40), config: DeviceConfig, isEnabled: z.boolean() }))
    .max(200),
  meters: z
    .array(
      z.strictObject({
        meterNo: MeterNo,
        service: MeterService,
        bus: z.string().max(40),
        protocol: z.enum(METER_PROTOCOLS),
        address: z.string().max(40),
        line: LineSettings.nullable(),
        profile: MeterProfile,
        digits: z.number().int().min(1).max(9),
        decimals: z.number().int().min(0).max(3),
        multiplier: z.number().int().min(1).max(1_000_000),
        hasTou: z.boolean(),
        hasDemand: z.boolean(),
        hasReactive: z.boolean(),
        model: z.string().max(60),
      }),
    )
    .max(20_000),
});
export type DeviceTable = z.infer<typeof DeviceTable>;

const Counts = z.object({ added: z.number(), changed: z.number(), same: z.number() });
export const TableChange = z.object({ devices: Counts, meters: Counts });
export type TableChange = z.infer<typeof TableChange>;

export const PreviewTable = z.strictObject({ table: DeviceTable });
export const ImportTable = z.strictObject({ table: DeviceTable, requestId: RequestId });
export type ImportTable = z.infer<typeof ImportTable>;
