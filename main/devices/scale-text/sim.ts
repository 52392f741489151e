import { createScaleSim, type ScaleSimOptions, type SimulatedLoad } from '../scale/sim.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import { GRAMMARS } from './grammars.ts';
import type { TextGrammar } from './profile.schema.ts';

export interface TextSimOptions extends ScaleSimOptions {
  readonly grammar?: TextGrammar;
  readonly unit?: 'kg' | 'g' | 'lb';
  /** Sends only when asked, whatever it is asked with; an MT-SICS scale knows its commands anyway. */
  readonly isAsked?: boolean;
}

/** A scale with ten-gram steps (a gram where it shows grams) that sends lines of one grammar. */
export function createTextSim({ grammar = 'st', unit = 'kg', isAsked = false, ...options }: TextSimOptions) {
  const { write } = GRAMMARS[grammar];
  let tareGrams = 0;
  const encode = ({ weightGrams, isMoving, isOverloaded }: SimulatedLoad): Uint8Array => {
    const grams = weightGrams - tareGrams;
    const value = unit === 'g' ? { units: grams, decimals: 0 } : { units: Math.trunc(grams / 10), decimals: 2 };
    const range = isOverloaded ? 'over' : 'in';
    return bytesOf(write({ value, unit, isNet: tareGrams !== 0, isMoving, range }));
  };
  if (grammar !== 'sics') return createScaleSim({ ...options, isAsked }, encode);
  const sim = createScaleSim({ ...options, isAsked: true }, encode);
  return Object.assign(sim, { create: (say: Say) => sicsDevice(sim, say, options, (grams) => (tareGrams = grams)) });
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Two per cent of 150 kg. */
const ZERO_RANGE = 3000;

type Sim = ReturnType<typeof createScaleSim>;

/** S waits for rest, SI answers at once, SIR goes on answering; Z and T are refused while it moves. */
function sicsDevice(
  sim: Sim,
  say: Say,
  { timers, intervalMs = 100 }: ScaleSimOptions,
  tare: (grams: number) => void,
): SimulatedDevice {
  let heard = '';
  let cancel = () => {};
  const tell = (text: string) => void (sim.fault !== 'silence' && say(bytesOf(`${text}\r\n`)));
  const weigh = () => void (sim.fault !== 'silence' && say(sim.frame()));
  const repeat = () => {
    weigh();
    cancel = timers.after(intervalMs, repeat);
  };
  function obey(command: string): void {
    if (command !== 'S' && command !== '') cancel();
    if (command === 'SI') weigh();
    else if (command === 'S') {
      if (sim.isMoving()) tell('S I');
      else weigh();
    } else if (command === 'SIR') repeat();
    else if (command === 'Z' || command === 'T') {
      const isMoving = sim.isMoving();
      const isTooMuch = command === 'Z' && Math.abs(sim.weight()) > ZERO_RANGE;
      if (!isMoving && !isTooMuch) tare(sim.weight());
      const done = command === 'Z' ? 'Z A' : `T S ${(sim.weight() / 1000).toFixed(2).padStart(10)} kg`;
      if (isTooMuch) tell(`Z ${sim.weight() > 0 ? '+' : '-'}`);
      else tell(isMoving ? `${command} I` : done);
    } else if (command === '@' || command === 'I4') tell('I4 A "0123456789"');
    else if (command === 'I2') tell('I2 A "SIM 150.00 kg"');
    else if (command !== '') tell('ES');
  }
  return {
    onData(bytes) {
      heard += String.fromCharCode(...bytes);
      const commands = heard.split('\r\n');
      heard = (commands.pop() ?? '').slice(-40);
      for (const command of commands) obey(command.trim());
    },
    onClose: () => cancel(),
  };
}
