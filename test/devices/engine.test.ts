import { describe, expect, onTestFinished, test } from 'vitest';
import { createBus } from '../../main/devices/bus.ts';
import type { BusTiming } from '../../main/devices/bus.types.ts';
import type { LineSettings } from '../../main/devices/line.schema.ts';
import { LinkFailure } from '../../main/devices/transport/transport.ts';
import { createFakeTimers } from '../support/fake-timers.ts';
import { askByte, createScriptedWire, LINE } from '../support/scripted-wire.ts';

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
