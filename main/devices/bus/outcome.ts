import type { Link } from '../link/link.ts';
import type { EchoState } from '../ports.ts';
import type { Counter, Exchange } from './job.ts';
import { fail } from './job.ts';
import type { WireLine } from './line.ts';
import type { SecondAnswers } from './second.ts';
import type { Stations } from './stations.ts';

/** What an answer, or none, says of the station, of the wire and of the adapter. */
export interface Outcomes {
  heard(exchange: Exchange): void;
  giveUp(exchange: Exchange, code: Failing): void;
  /** Two devices have this address. */
  share(station: string): void;
  echo(): EchoState;
  /** Another adapter may be there now, and other meters behind it. */
  reset(): void;
}

export type Failing = 'garbage' | 'duplicate-address' | 'bad-checksum' | 'no-answer';

export interface OutcomeTools {
  readonly link: () => Link;
  readonly wire: WireLine;
  readonly stations: Stations;
  readonly seconds: SecondAnswers;
  readonly counter: Counter;
  goOn(): void;
}

/** So many requests in a row without an answer make the wire silent rather than one device dead. */
const SILENT_AFTER = 3;

export function createOutcomes({ link, wire, stations, seconds, counter, goOn }: OutcomeTools): Outcomes {
  let failuresInRow = 0;
  let echo: EchoState = 'unknown';

  return {
    heard(exchange) {
      const { job, isHeardOut, firstByteMs } = exchange;
      counter.answers++;
      failuresInRow = 0;
      if (echo === 'unknown' && job.request.bytes.length > 0) echo = exchange.echo.wasEchoed() ? 'yes' : 'no';
      // Where the wire itself was silent, so were all others that were put aside meanwhile.
      if (link().state().phase === 'silent') stations.release();
      seconds.answered(exchange);
      // The answer to a second try may be the late one to the first: it says nothing of how fast the station is.
      stations.answered(job.request.station, job.tries > 1 ? null : firstByteMs, isHeardOut);
      link().tell({ kind: 'heard' });
    },
    // One device that does not answer is its own trouble; noise, or several silent ones, is the wire's.
    giveUp({ job, firstByteMs }, code) {
      const { station, priority, mayBeSent } = job.request;
      const problem = link().problem(code, code === 'duplicate-address' ? station : undefined);
      failuresInRow++;
      if (code === 'no-answer') stations.failed(station, priority);
      if (code !== 'no-answer') link().tell({ kind: 'doubt', problem });
      else if (failuresInRow >= SILENT_AFTER) link().tell({ kind: 'quiet', problem });
      // What a network holds back it delivers when it is there again: an order, or all that a silent wire was asked.
      if (firstByteMs === null && (mayBeSent || failuresInRow >= SILENT_AFTER)) wire.renew(goOn);
      fail(job, problem);
    },
    share(station) {
      stations.share(station);
      link().tell({ kind: 'doubt', problem: link().problem('duplicate-address', station) });
    },
    echo: () => echo,
    reset() {
      echo = 'unknown';
      failuresInRow = 0;
      stations.release();
    },
  };
}
