import { openPtyPair } from '../seeds/pty-pair.ts';
import { untilStopped } from '../server/serve-station.ts';
import { emit } from './cli-context.ts';

const LOOK_MS = 200;

export interface SimulatedLine {
  readonly port?: string;
  readonly json?: boolean;
}

/** The port that was named, or the far end of a new pair whose near end is told. */
export async function openLine(options: SimulatedLine): Promise<{ path: string } & AsyncDisposable> {
  if (options.port) return { path: options.port, [Symbol.asyncDispose]: async () => undefined };
  const pair = await openPtyPair();
  emit(options, { port: pair.near }, `the device is at ${pair.near}  (Ctrl+C ends it)`);
  return { path: pair.far, [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() };
}

/** Tells what the device was given, as it comes, until the program is stopped. */
export async function tellNews<T>(news: readonly T[], tell: (item: T) => void): Promise<void> {
  let told = 0;
  const look = () => {
    for (; told < news.length; told++) tell(news[told] as T);
  };
  const timer = setInterval(look, LOOK_MS);
  await untilStopped();
  clearInterval(timer);
  look();
}
