import type { CapturedValues, NoAccess, Stop } from '../../../../main/modules/rounds/phone.schema.ts';
import { newId } from '../../../app/ids.ts';
import { type KeptRound, keepCapture, keptNow } from './store.ts';
import { synchronise } from './sync.ts';
import type { TakenPhoto } from './take-photo.ts';

/** Puts a look into the phone's own database under an identity of its own, and tries to send it without waiting for it. */
export async function keepLook(look: {
  readonly round: KeptRound;
  readonly stop: Stop;
  readonly values: CapturedValues | null;
  readonly noAccess: NoAccess | null;
  readonly note: string;
  readonly isConfirmed: boolean;
  readonly photo: TakenPhoto | null;
}): Promise<void> {
  const { round, stop, values, noAccess, note, isConfirmed, photo } = look;
  const { roundUid } = round;
  const uid = newId();
  const userId = round.out.readerId;
  const { meterId } = stop;
  const taken = photo?.photo ?? null;
  // What is said later of a meter is later, whatever the clock did in between.
  const before = keptNow()?.captures.filter((one) => one.capture.meterId === meterId) ?? [];
  const takenAt = Math.max(Date.now(), ...before.map((one) => one.capture.takenAt + 1));
  const capture = { uid, meterId, takenAt, values, noAccess, isConfirmed, note: note.trim(), photo: taken };
  await keepCapture(
    { uid, roundUid, userId, capture, isWaiting: true, result: null, refusedFor: null },
    photo && { uid: photo.photo.uid, roundUid, userId, bytes: photo.bytes },
  );
  synchronise();
}
