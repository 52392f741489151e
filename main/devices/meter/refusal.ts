import { StationError } from '../../shared/error-codes.ts';
import type { BusFailure } from '../bus/types.ts';
import type { MeterProtocolName } from '../config.schema.ts';

/** What the bus met, as the refusal a person reads. */
export function meterRefusal(error: BusFailure, address: string): StationError {
  const { code, detail } = error.problem;
  switch (code) {
    case 'no-answer':
      return new StationError('device.no-answer', { address }, { cause: error });
    case 'quarantined':
      return new StationError('device.quarantined', { address, minutes: Number(detail) }, { cause: error });
    case 'duplicate-address':
      return new StationError('device.duplicate-address', { address }, { cause: error });
    case 'garbage':
    case 'bad-checksum':
      return new StationError('device.garbage', { address }, { cause: error });
    case 'port-missing':
    case 'port-busy':
    case 'port-denied':
    case 'host-unreachable':
    case 'unplugged':
      return new StationError(`device.${code}`, { detail }, { cause: error });
    default:
      return new StationError('device.offline', { detail }, { cause: error });
  }
}

/** The protocol has no such thing, or the program does not know how to ask for it. */
export function notSupported(protocol: MeterProtocolName, what: string): StationError {
  return new StationError('device.not-supported', { protocol, what });
}
