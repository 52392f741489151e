import { describe, expect, onTestFinished, test } from 'vitest';
import { createBus } from '../../main/devices/bus/bus.ts';
import type { BusTiming, Framing } from '../../main/devices/bus/types.ts';
import type { LineSettings } from '../../main/devices/link/line.schema.ts';
import { LinkFailure } from '../../main/devices/transport/transport.ts';
import { createFakeTimers } from '../support/fake-timers.ts';
import { askByte, bytewise, createScriptedWire, LINE } from '../support/scripted-wire.ts';

const SLOW: LineSettings = { ...LINE, baud: 1200 };
const ODD: LineSettings = { ...LINE, parity: 'odd' };
const MINUTE = 60_000;

/** A bus on a wire whose other end answers each byte at once with the byte + 80H, unless the test says otherwise. */
async function setUp(wire = createScriptedWire()) {
  const timers = createFakeTimers();
  const bus = createBus({ transport: wire.transport, timers, now: () => 1_000_000 + timers.now() });
  wire.onBytes = ([byte = 0]) => void timers.after(5, () => wire.say(byte + 0x80));
  onTestFinished(async () => {
    const closing = bus.stop();
    await timers.advance(3000);
    await closing;
  });
  bus.start();
  await timers.advance(0);
  const settle = async <T>(promise: Promise<T>, ms = 2000) => {
    const outcome = promise.then(
      (value) => value as unknown,
      (error) => error.problem?.code ?? error.message,
    );
    await timers.advance(ms);
    return outcome;
  };
  return { timers, bus, wire, settle };
}

describe('the line of a wire', () => {
  test('is set before a request that is spoken otherwise and set back before the next, and not in between', async () => {
    const { bus, wire, settle } = await setUp();
    const asked = [
      askByte(1),
      askByte(2, { line: SLOW }),
      askByte(3, { line: SLOW }),
      askByte(4),
      askByte(5, { line: ODD }),
    ];
    expect(await settle(Promise.all(asked.map((request) => bus.ask(request))))).toEqual([0x81, 0x82, 0x83, 0x84, 0x85]);
    expect(wire.log).toEqual([
      'opened',
      '> 01',
      'line 1200 8E1',
      '> 02',
      '> 03',
      'line 2400 8E1',
      '> 04',
      'line 2400 8O1',
      '> 05',
    ]);
    expect(bus.report()).toMatchObject({ lineChanges: 3, ignoredLines: 0 });
  });

  test('a wire that cannot be set asks all the same and says how often', async () => {
    const fixed = createScriptedWire(null);
    fixed.setLine = undefined;
    const { bus, wire, settle } = await setUp(fixed);
    expect(await settle(bus.ask(askByte(2, { line: SLOW })))).toBe(0x82);
    expect(wire.log).toEqual(['opened', '> 02']);
    expect(bus.report()).toMatchObject({ lineChanges: 0, ignoredLines: 1 });
  });

  test('where it cannot be set the link is lost, and what waited is never sent', async () => {
    const { bus, wire, settle } = await setUp();
    wire.setLine = async () => {
      throw new LinkFailure('other', 'no such speed');
    };
    const waiting = [askByte(2, { line: SLOW }), askByte(3)].map((request) => settle(bus.ask(request), 100));
    expect(await Promise.all(waiting)).toEqual(['other', 'other']);
    await settle(Promise.resolve(), 5000);
    expect(bus.status()).toMatchObject({ state: 'open', statistics: { reconnects: 1 } });
    expect(wire.log).toEqual(['opened', 'line 1200 8E1', 'opened']);
  });

  test('a command that waits for the line is not sent to a port that was pulled meanwhile', async () => {
    const { bus, wire, settle, timers } = await setUp();
    wire.setLine = () => new Promise((resolve) => void timers.after(50, () => resolve()));
    const waiting = settle(bus.ask(askByte(2, { line: SLOW })), 10);
    await timers.advance(10);
    wire.unplug();
    expect(await waiting).toBe('unplugged');
    await timers.advance(10_000);
    expect(wire.log.filter((entry) => entry.startsWith('>'))).toEqual([]);
    // The next opening begins with the wire's own line.
    expect(await settle(bus.ask(askByte(4)))).toBe(0x84);
    expect(wire.log.slice(-2)).toEqual(['opened', '> 04']);
  });
});

describe('an adapter that returns what it is given', () => {
  const echoing = async (answers: (byte: number) => number[]) => {
    const made = await setUp();
    made.wire.onBytes = ([byte = 0]) => {
      made.timers.after(1, () => made.wire.say(byte));
      for (const answer of answers(byte)) made.timers.after(5, () => made.wire.say(answer));
    };
    return made;
  };

  test('is noticed, and its copy is not taken for an answer that looks the same', async () => {
    const { bus, settle } = await echoing((byte) => (byte === 9 ? [] : [byte]));
    expect(bus.report().echo).toBe('unknown');
    expect(await settle(bus.ask(askByte(7, { answer: 7 })))).toBe(7);
    expect(bus.report().echo).toBe('yes');
    // The meter is dead: only the copy comes back.
    expect(await settle(bus.ask(askByte(9, { answer: 9 })))).toBe('no-answer');
  });

  test('while it is not known, a copy alone is no answer', async () => {
    const { bus, settle } = await echoing(() => []);
    expect(await settle(bus.ask(askByte(9, { answer: 9 })))).toBe('no-answer');
  });

  test('on a wire that is known to have no echo, an answer may be the very copy of the question', async () => {
    const { bus, wire, settle, timers } = await setUp();
    expect(await settle(bus.ask(askByte(1)))).toBe(0x81);
    expect(bus.report().echo).toBe('no');
    wire.onBytes = ([byte = 0]) => void timers.after(5, () => wire.say(byte));
    expect(await settle(bus.ask(askByte(9, { answer: 9 })))).toBe(9);
  });

  test('bytes that only begin like a copy are all heard', async () => {
    const { bus, wire, settle, timers } = await setUp();
    const request = { ...askByte(1, { answer: 3 }), bytes: Uint8Array.of(1, 2, 9) };
    wire.onBytes = () => {
      timers.after(1, () => wire.say(1));
      timers.after(2, () => wire.say(2, 3));
    };
    expect(await settle(bus.ask(request))).toBe(3);
  });
});

describe('the waiting time for a meter', () => {
  const timing: BusTiming = { answerMs: 2000, interByteMs: 50, pauseMs: 20, leastMs: 600 };
  const station = 'test:1';

  test('shortens to what is usual of it, never below what its standard allows, and not for a second try', async () => {
    const { bus, wire, timers, settle } = await setUp();
    for (let i = 0; i < 8; i++) await settle(bus.ask(askByte(1, { timing, station })), 20);
    expect(bus.report().stations).toMatchObject([{ station, answers: 8, usualMs: 5, waitMs: 600 }]);
    wire.onBytes = () => undefined;
    const begun = timers.now();
    let failedAt = 0;
    const dead = bus.ask(askByte(1, { timing, station, retries: 1 })).catch(() => {
      failedAt = timers.now();
    });
    await timers.advance(599);
    expect(wire.log.filter((entry) => entry === '> 01')).toHaveLength(9);
    await timers.advance(2);
    expect(wire.log.filter((entry) => entry === '> 01')).toHaveLength(10);
    await timers.advance(3000);
    await dead;
    expect(failedAt - begun).toBe(2600);
  });

  test('of a slow meter stays what the wire allows', async () => {
    const { bus, wire, timers, settle } = await setUp();
    wire.onBytes = ([byte = 0]) => void timers.after(1900, () => wire.say(byte + 0x80));
    for (let i = 0; i < 8; i++) expect(await settle(bus.ask(askByte(1, { timing, station })), 2000)).toBe(0x81);
  });
});

describe('a meter that fell silent', () => {
  const station = 'test:1';
  const other = 'test:2';

  async function silenced() {
    const made = await setUp();
    const { bus, wire, timers, settle } = made;
    const dead = new Set([1]);
    wire.onBytes = ([byte = 0]) => {
      if (!dead.has(byte)) timers.after(5, () => wire.say(byte + 0x80));
    };
    const ask = (byte = 1) =>
      settle(bus.ask(askByte(byte, { station: byte === 1 ? station : other, retries: 2 })), 1000);
    const sent = () => wire.log.filter((entry) => entry === '> 01').length;
    return { ...made, dead, ask, sent };
  }

  test('is asked three times, then once, then left alone in the background, and the others are read meanwhile', async () => {
    const { bus, ask, sent, timers } = await silenced();
    expect(await ask()).toBe('no-answer');
    expect(sent()).toBe(3);
    expect(await ask()).toBe('no-answer');
    expect(sent()).toBe(4);
    expect(await ask()).toBe('quarantined');
    expect(sent()).toBe(4);
    expect(await ask(2)).toBe(0x82);
    expect(bus.report().stations).toMatchObject([
      { station, failures: 2, quarantinedUntil: expect.any(Number) },
      { station: other, failures: 0, quarantinedUntil: null },
    ]);
    // The slow retry: once after two minutes, and then not for five.
    await timers.advance(2 * MINUTE);
    expect(await ask()).toBe('no-answer');
    expect(sent()).toBe(5);
    await timers.advance(2 * MINUTE);
    expect(await ask()).toBe('quarantined');
  });

  test('answers again at the slow retry and is asked as before', async () => {
    const { bus, ask, dead, timers } = await silenced();
    for (let i = 0; i < 2; i++) await ask();
    dead.clear();
    expect(await ask()).toBe('quarantined');
    await timers.advance(2 * MINUTE);
    expect(await ask()).toBe(0x81);
    expect(bus.report().stations).toMatchObject([{ quarantinedUntil: null }]);
  });

  test('a request of a person goes out at once, with all its tries, and its answer ends the silence', async () => {
    const { bus, ask, dead, sent, settle } = await silenced();
    for (let i = 0; i < 2; i++) await ask();
    const before = sent();
    const inPerson = () => settle(bus.ask(askByte(1, { station, retries: 2, priority: 'interactive' })), 1000);
    expect(await inPerson()).toBe('no-answer');
    expect(sent()).toBe(before + 3);
    dead.clear();
    expect(await inPerson()).toBe(0x81);
    expect(await ask()).toBe(0x81);
  });

  test('can be let go by hand', async () => {
    const { bus, ask, dead } = await silenced();
    for (let i = 0; i < 2; i++) await ask();
    dead.clear();
    bus.release(station);
    expect(await ask()).toBe(0x81);
  });

  test('is asked at once again when the wire was replugged, or was silent as a whole and is not any more', async () => {
    const { bus, wire, ask, dead, timers } = await silenced();
    for (let i = 0; i < 2; i++) await ask();
    wire.unplug();
    await timers.advance(1000);
    dead.clear();
    expect(await ask()).toBe(0x81);

    dead.add(1);
    dead.add(2);
    for (const byte of [1, 2, 1, 2]) await ask(byte);
    expect(bus.status().state).toBe('silent');
    dead.clear();
    expect(await ask(1)).toBe('quarantined');
    await timers.advance(2 * MINUTE);
    expect(await ask(2)).toBe(0x82);
    expect(await ask(1)).toBe(0x81);
  });
});

test('where answers do not say what was asked, a late one is waited out and dropped before the next question', async () => {
  const { bus, wire, timers, settle } = await setUp();
  const timing = { answerMs: 100, interByteMs: 50, pauseMs: 20, lateMs: 400 };
  let delay = 300;
  wire.onBytes = () => {
    timers.after(delay, () => wire.say(0x81));
    delay = 5;
  };
  const first = settle(bus.ask(askByte(1, { timing })), 2000);
  const second = bus.ask(askByte(2, { timing, answer: 0x81 }));
  expect(await first).toBe('no-answer');
  expect(await second).toBe(0x81);
  expect(bus.status().statistics).toMatchObject({ bytesIn: 2, droppedBytes: 1, answers: 1 });
});

test('a broadcast goes out once, takes no answer, and nobody speaks while it rests', async () => {
  const { bus, wire, timers, settle } = await setUp();
  const told = settle(bus.tell({ bytes: Uint8Array.of(0x10), line: SLOW, priority: 'background', restMs: 500 }), 2000);
  const asked = bus.ask(askByte(2, { line: SLOW }));
  await timers.advance(400);
  expect(wire.log).toEqual(['opened', 'line 1200 8E1', '> 10']);
  await told;
  expect(await asked).toBe(0x82);
  expect(wire.log.at(-1)).toBe('> 02');
});

describe('two devices with one address whose answers come apart', () => {
  /** The upper digit says whose answer it is, the lower one what was asked: 81H and 91H both answer question 1. */
  const named: Framing<number> = { ...bytewise, namesQuestion: true };
  const ask = (question: number, more: Parameters<typeof askByte>[1] = {}) =>
    askByte(question, {
      framing: named,
      station: 'first',
      ...more,
      isAnswer: (frame) => (frame & 0x8f) === (0x80 | question),
    });
  const answering = async (answers: (byte: number) => readonly (readonly [ms: number, byte: number])[]) => {
    const made = await setUp();
    made.wire.onBytes = ([byte = 0]) => {
      for (const [ms, answer] of answers(byte)) made.timers.after(ms, () => made.wire.say(answer));
    };
    return made;
  };
  const shared = ({ bus }: Awaited<ReturnType<typeof setUp>>) =>
    bus.report().stations.flatMap(({ station, isShared }) => (isShared ? [station] : []));

  test('a person’s first question to a meter is heard out: neither of two answers is taken', async () => {
    const made = await answering((byte) => [
      [5, 0x80 | byte],
      [150, 0x90 | byte],
    ]);
    expect(await made.settle(made.bus.ask(ask(1, { priority: 'interactive' })))).toBe('duplicate-address');
    expect(shared(made)).toEqual(['first']);
    expect(made.bus.status()).toMatchObject({ problem: { code: 'duplicate-address', detail: 'first' } });
  });

  test('in the background the second answer is noticed in the time of whoever is asked next', async () => {
    const made = await answering((byte) =>
      byte === 1
        ? [
            [5, 0x81],
            [60, 0x91],
          ]
        : [[100, 0x80 | byte]],
    );
    const { bus, settle } = made;
    const asked = [ask(1), ask(2, { station: 'second' })].map((request) => bus.ask(request));
    expect(await settle(Promise.all(asked))).toEqual([0x81, 0x82]);
    expect(shared(made)).toEqual(['first']);
    // From now on it is heard out, and not believed.
    expect(await settle(bus.ask(ask(1)))).toBe('duplicate-address');
    expect(await settle(bus.ask(ask(2, { station: 'second' })))).toBe(0x82);
    // One of them was taken off the wire: three answers that stay alone end the doubt.
    made.wire.onBytes = ([byte = 0]) => void made.timers.after(5, () => made.wire.say(0x80 | byte));
    for (let i = 0; i < 3; i++) {
      expect(shared(made)).toEqual(['first']);
      expect(await settle(bus.ask(ask(1)))).toBe(0x81);
    }
    expect(shared(made)).toEqual([]);
  });

  test('a late answer to an earlier try, or to a question that was given up, proves nothing', async () => {
    let tries = 0;
    // Every answer takes longer than it is waited for, and each shows another value.
    const made = await answering((byte) => [[350, (tries++ % 2 ? 0x90 : 0x80) | byte]]);
    const { bus, settle } = made;
    expect(await settle(bus.ask(ask(1, { retries: 1 })))).toBe(0x81);
    expect(await settle(bus.ask(ask(2)), 1000)).toBe('no-answer');
    expect(await settle(bus.ask(ask(2)), 1000)).toBe('no-answer');
    expect(shared(made)).toEqual([]);
    bus.release('first');
    made.wire.onBytes = () => {
      made.timers.after(5, () => made.wire.say(0x82));
      // The one that is owed from before.
      made.timers.after(40, () => made.wire.say(0x92));
    };
    expect(await settle(bus.ask(ask(2)))).toBe(0x82);
    expect(shared(made)).toEqual([]);
  });

  test('the answer to the same question asked anew is no second one, nor is a copy of the first', async () => {
    let asked = 0;
    const made = await answering(() => [[5, (asked++ % 2 ? 0x90 : 0x80) | 1]]);
    for (let i = 0; i < 4; i++) expect(await made.settle(made.bus.ask(ask(1)), 10)).toBe(i % 2 ? 0x91 : 0x81);
    made.wire.onBytes = () => {
      for (const ms of [5, 30]) made.timers.after(ms, () => made.wire.say(0x81));
    };
    expect(await made.settle(made.bus.ask(ask(1)))).toBe(0x81);
    expect(shared(made)).toEqual([]);
  });

  test('where answers do not name their question nothing is concluded', async () => {
    const made = await answering((byte) => [
      [5, 0x80 | byte],
      [60, 0x90 | byte],
    ]);
    expect(await made.settle(made.bus.ask(ask(1, { framing: bytewise })))).toBe(0x81);
    expect(shared(made)).toEqual([]);
  });
});

describe('a wire that does harm', () => {
  test('one that babbles without end holds nobody for ever: a person comes next, nobody is put aside', async () => {
    const { bus, wire, timers, settle } = await setUp();
    let isBabbling = true;
    const babble = () => {
      if (!isBabbling) return;
      wire.say(0x55);
      timers.after(10, babble);
    };
    babble();
    wire.onBytes = () => undefined;
    const heard: string[] = [];
    for (const byte of [1, 2])
      void bus.ask(askByte(byte, { station: `s${byte}`, retries: 1 })).catch(() => heard.push(`round ${byte}`));
    await timers.advance(100);
    void bus.ask(askByte(3, { priority: 'interactive' })).catch(() => heard.push('person'));
    // An exchange ends five seconds after its waiting time, whatever comes.
    await timers.advance(11_000);
    expect(heard).toEqual(['person']);
    await timers.advance(30_000);
    expect(heard).toEqual(['person', 'round 1', 'round 2']);
    isBabbling = false;
    wire.onBytes = ([byte = 0]) => void timers.after(5, () => wire.say(byte + 0x80));
    expect(await settle(bus.ask(askByte(1, { station: 's1' })))).toBe(0x81);
  });

  test('a port that takes nothing although it says nothing is lost and opened again', async () => {
    const { bus, wire, settle } = await setUp();
    wire.isDeaf = true;
    expect(await settle(bus.ask(askByte(1)), 100)).toBe('unplugged');
    expect(bus.status().state).toBe('lost');
    wire.isDeaf = false;
    await settle(Promise.resolve(), 1000);
    expect(bus.status()).toMatchObject({ state: 'open', statistics: { reconnects: 1 } });
    expect(await settle(bus.ask(askByte(2)))).toBe(0x82);
  });

  test('closing it ends what is on the wire and what waits; nothing more goes out', async () => {
    const { bus, wire, timers } = await setUp();
    wire.onBytes = () => undefined;
    const outcomes: string[] = [];
    for (const byte of [1, 2])
      void bus
        .ask(askByte(byte, { retries: 2 }))
        .catch((error) => outcomes.push(`${byte} ${error.problem.code} ${error.wasSent}`));
    await timers.advance(50);
    await bus.stop();
    await timers.advance(5000);
    expect(outcomes).toEqual(['1 other true', '2 other false']);
    expect(wire.log).toEqual(['opened', '> 01']);
    await expect(bus.ask(askByte(3))).rejects.toMatchObject({ wasSent: false });
  });

  test('an answer to a second try tells nothing of how fast a meter is', async () => {
    const { bus, wire, timers, settle } = await setUp();
    // Each answer comes 20 ms after the second try, which is 320 ms after the first.
    wire.onBytes = ([byte = 0]) => void timers.after(320, () => wire.say(byte + 0x80));
    for (let i = 0; i < 6; i++) expect(await settle(bus.ask(askByte(1, { station: 'slow', retries: 1 })))).toBe(0x81);
    expect(bus.report().stations).toMatchObject([{ answers: 6, usualMs: null, waitMs: 300 }]);
  });

  test('after a replug one silent meter is not the silence of the whole wire', async () => {
    const { bus, wire, settle } = await setUp();
    wire.onBytes = () => undefined;
    for (const byte of [1, 2, 3]) await settle(bus.ask(askByte(byte)), 1000);
    expect(bus.status().state).toBe('silent');
    wire.unplug();
    await settle(Promise.resolve(), 1000);
    await settle(bus.ask(askByte(4)), 1000);
    expect(bus.status().state).toBe('open');
  });

  test('a connection that may hold back an order is begun anew when the order stays unanswered', async () => {
    const wire = createScriptedWire(null);
    wire.renew = async () => undefined;
    const { bus, settle } = await setUp(wire);
    wire.onBytes = () => undefined;
    await settle(bus.ask(askByte(1)), 1000);
    expect(wire.log).toEqual(['opened', '> 01']);
    await settle(bus.ask(askByte(2, { mayBeSent: () => true })), 1000);
    expect(wire.log).toEqual(['opened', '> 01', '> 02', 'anew']);
    wire.renew = async () => {
      throw new LinkFailure('host-unreachable', 'gone');
    };
    // The third in a row: the whole wire is silent.
    await settle(bus.ask(askByte(3)), 300);
    expect(bus.status()).toMatchObject({ state: 'lost', problem: { code: 'host-unreachable' } });
  });
});
