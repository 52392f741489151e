import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { SignedFile } from '../../../main/modules/rounds/file.schema.ts';
import type { Capture, RoundPackage } from '../../../main/modules/rounds/phone.schema.ts';
import { MeterId, PremisesId } from '../../../main/shared/ids.ts';
import { requestId, type TestStation } from '../../support/station.ts';
import { addHouse, type House, type HouseOptions } from '../billing/fixture.ts';

/** A picture as small as one can be: the signature of a JPEG and something behind it. */
export const photoBytes = (text: string, length = 40): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(text.padEnd(length, '.'))]);
export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Three doors of building 1, each begun at 1000 in September and read at 1100 in October. */
export async function threeDoors(ann: TestStation, options: HouseOptions = {}): Promise<House[]> {
  const houses = ['1-101', '1-102', '1-103'].map((door) => addHouse(ann, door, { openedOn: '2026-09-20', ...options }));
  const now = ann.now();
  ann.setClock('2026-10-20T10:00:00+08:00');
  for (const { meterId } of houses)
    await ann.as('manager').readings.record({ meterId, totalMilli: 1_100_000, requestId: requestId() });
  ann.setClock(new Date(now).toISOString());
  return houses;
}

export const premisesOf = (ann: TestStation, house: House): PremisesId => {
  const row = ann.station.db.prepare('SELECT premises_id AS id FROM account WHERE id = ?').get(house.accountId);
  return PremisesId.parse((row as { id: number }).id);
};

export const userIdOf = (ann: TestStation, role: 'reader' | 'cashier' | 'manager') => {
  const { userId } = ann.actor(role);
  if (userId === null) throw new Error('a role of a test is a user');
  return userId;
};

type PlanInput = Parameters<ReturnType<TestStation['as']>['rounds']['plan']>[0];

export async function plan(ann: TestStation, houses: readonly House[], options: Partial<PlanInput> = {}) {
  const roundId = await ann.as('manager').rounds.plan({
    name: '1 号楼 11 月',
    month: '2026-11',
    dueOn: '2026-11-25',
    readerId: userIdOf(ann, 'reader'),
    routeId: null,
    places: houses.map((house) => ({ premisesId: premisesOf(ann, house), service: 'electricity' as const })),
    showsLast: true,
    needsPhoto: false,
    highPercent: 300,
    agreePercent: 150,
    onlyUnread: false,
    requestId: requestId(),
    ...options,
  });
  return ann.as('manager').rounds.get({ roundId });
}

/** A phone with a round on it. */
export async function takeOut(ann: TestStation, roundUid: string, role: 'reader' | 'cashier' = 'reader') {
  const deviceId = randomUUID();
  const downloadUid = randomUUID();
  const out = await ann.as(role).rounds.download({ roundUid, deviceId, downloadUid });
  const send = (...captures: Capture[]) =>
    ann.as(role).rounds.upload({ roundUid, downloadUid, deviceId, sentAt: ann.now(), captures });
  return { out, deviceId, downloadUid, send };
}

export function seen(ann: TestStation, house: House, kwh: number, options: Partial<Capture> = {}): Capture {
  return {
    uid: randomUUID(),
    meterId: MeterId.parse(house.meterId),
    takenAt: ann.now(),
    values: {
      totalMilli: Math.round(kwh * 1000),
      sharpMilli: null,
      peakMilli: null,
      flatMilli: null,
      valleyMilli: null,
      demandMilli: null,
      reactiveMilli: null,
    },
    noAccess: null,
    isConfirmed: false,
    note: '',
    photo: null,
    ...options,
  };
}

const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** What a phone writes on a stick. */
export function returnFile(out: RoundPackage, deviceId: string, captures: readonly Capture[], at: number): SignedFile {
  const seed = Buffer.from(out.returnSeed, 'hex');
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
  const { roundUid, downloadUid } = out;
  const body = JSON.stringify({ roundUid, downloadUid, deviceId, exportedAt: at, captures });
  const { x = '' } = key.export({ format: 'jwk' });
  return SignedFile.parse({
    format: 'stationdesk-round-return',
    version: 1,
    body,
    key: Buffer.from(x, 'base64url').toString('hex'),
    signature: sign(null, Buffer.from(body), key).toString('hex'),
  });
}

export const signedParts = ({ body, key, signature }: SignedFile) => ({ body, key, signature });
