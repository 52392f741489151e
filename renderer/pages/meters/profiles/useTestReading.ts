import { useMutation } from '@tanstack/react-query';
import type { LineSettings } from '../../../../main/devices/link/line.schema.ts';
import type { ModbusProfile, Quantity } from '../../../../main/devices/meter-modbus/profile.schema.ts';
import type { DeviceId } from '../../../../main/shared/ids.ts';
import { formatMilli } from '../../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../../app/api.ts';

/** Where a meter answers that need not be saved yet. */
export interface TestPlace {
  readonly busId: DeviceId;
  readonly address: string;
  readonly line: LineSettings | null;
}

/** Reads the meter by a map that is not saved, and gives what came for each quantity. */
export function useTestReading(place: TestPlace | undefined) {
  const reading = useMutation(trpc.devices.tryMeter.mutationOptions());
  return {
    isPending: reading.isPending,
    error: reading.error,
    isImprecise: reading.data?.registers.isImprecise ?? false,
    values: reading.data ? valuesOf(reading.data) : {},
    /** What was read belongs to a map that is no longer there. */
    forget: reading.reset,
    run: (profile: ModbusProfile) => {
      if (place) reading.mutate({ ...place, protocol: 'modbus', profile });
    },
  };
}

function valuesOf({ registers, power }: Outputs['devices']['tryMeter']): Partial<Record<Quantity, string>> {
  const read: Partial<Record<Quantity, number | null | undefined>> = {
    total: registers.totalMilli,
    sharp: registers.sharpMilli,
    peak: registers.peakMilli,
    flat: registers.flatMilli,
    valley: registers.valleyMilli,
    reverse: registers.reverseMilli,
    reactive: registers.reactiveMilli,
    demand: registers.demandMilli,
    voltageA: power?.voltageMilli[0],
    voltageB: power?.voltageMilli[1],
    voltageC: power?.voltageMilli[2],
    currentA: power?.currentMilli[0],
    currentB: power?.currentMilli[1],
    currentC: power?.currentMilli[2],
    power: power?.powerMilli.total,
    powerA: power?.powerMilli.a,
    powerB: power?.powerMilli.b,
    powerC: power?.powerMilli.c,
    powerFactor: power?.powerFactorMilli,
    frequency: power?.frequencyMilli,
  };
  return Object.fromEntries(
    Object.entries(read).flatMap(([quantity, value]) => (value == null ? [] : [[quantity, formatMilli(value, 2)]])),
  );
}
