import { randomUUID } from 'node:crypto';
import { RequestId } from '../shared/ids.ts';

export function seededRequestId(): RequestId {
  return RequestId.parse(randomUUID());
}
