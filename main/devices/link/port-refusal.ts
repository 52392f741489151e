import { StationError } from '../../shared/error-codes.ts';
import type { DeviceProblem } from '../ports.ts';

/** Why nothing can be said to a device whose port is not open. */
export function portRefusal(problem: DeviceProblem | null): StationError {
  const detail = problem?.detail ?? 'closed';
  switch (problem?.code) {
    case 'port-missing':
    case 'port-busy':
    case 'port-denied':
    case 'host-unreachable':
    case 'unplugged':
      return new StationError(`device.${problem.code}`, { detail });
    default:
      return new StationError('device.offline', { detail });
  }
}
