import { expect, test } from 'vitest';
import { openStation } from '../../main/station.ts';
import { startPayer } from './child.ts';
import { type Findings, inspect, prepareStation, temporaryFolder } from './payments.ts';

const ROUNDS = Number(process.env.STATIONDESK_KILL_ROUNDS ?? 200);

interface Outcome extends Findings {
  readonly acknowledged: number;
}

/**
 * Kills a paying process again and again, always on the same station. Most rounds die within the payments, every
 * fifth during start-up or soon after. The payment that may have been in flight is asked for again by the next round.
 */
async function killRounds(rounds: number, acknowledgesTooEarly: boolean): Promise<Outcome> {
  using folder = temporaryFolder();
  await prepareStation(folder.path);
  const acknowledged = new Set<number>();
  let next = 1;
  for (let round = 0; round < rounds; round++) {
    const isEarly = round % 5 === 4;
    const kill = () => payer.process.kill('SIGKILL');
    let isFirst = true;
    const payer = startPayer(
      { folder: folder.path, first: next, acknowledgesTooEarly },
      {
        onAcknowledged() {
          if (isFirst && !isEarly) setTimeout(kill, Math.random() * 60);
          isFirst = false;
        },
      },
    );
    if (isEarly) setTimeout(kill, Math.random() * 600);
    expect(await payer.ended).toBe('SIGKILL');
    for (const n of payer.acknowledged) acknowledged.add(n);
    // With the planted mistake the acknowledged payment must not be asked for again: that would mend the loss.
    next = Math.max(next, (payer.acknowledged.at(-1) ?? 0) + 1);
  }
  await using station = openStation({ folder: folder.path });
  return { ...inspect(station, acknowledged), acknowledged: acknowledged.size };
}

test(`no acknowledged payment is lost or doubled in ${ROUNDS} kills at random moments`, {
  timeout: 120_000 + ROUNDS * 3000,
}, async () => {
  const outcome = await killRounds(ROUNDS, false);
  console.log(
    `${ROUNDS} kills, ${outcome.acknowledged} payments acknowledged, ${outcome.unacknowledged} committed and not acknowledged`,
  );
  expect(outcome).toMatchObject({ lost: [], wrong: [], findings: [] });
  expect(outcome.acknowledged).toBeGreaterThan(ROUNDS / 2);
  // Only the last round leaves a payment that nobody asked for again.
  expect(outcome.unacknowledged).toBeLessThanOrEqual(1);
});

test('the same rounds find payments lost when they are acknowledged before the commit', async () => {
  const outcome = await killRounds(25, true);
  console.log(`planted mistake: ${outcome.lost.length} of ${outcome.acknowledged} acknowledged payments lost`);
  expect(outcome.lost.length).toBeGreaterThan(0);
});
