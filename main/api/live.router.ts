import { EventEmitter, on } from 'node:events';
import { isSessionOpen } from '../modules/users/index.ts';
import type { LiveMessage } from '../station.types.ts';
import { procedure, router } from './trpc.ts';

const LOOK_EVERY_MS = 10_000;

/**
 * The one subscription of a window. Everything live travels on it, tagged by topic: a browser opens at most six
 * HTTP/1.1 connections to a host, and every further subscription would hold one. It ends soon after its session.
 */
export const liveRouter = router({
  messages: procedure.meta({ perm: 'session.own' }).subscription(async function* ({ ctx, signal }) {
    const relay = new EventEmitter();
    const ended = new AbortController();
    const unsubscribe = ctx.station.live.subscribe((message) => relay.emit('message', message));
    const look = setInterval(() => {
      if (!isSessionOpen(ctx.station, ctx.session)) ended.abort();
    }, LOOK_EVERY_MS);
    try {
      const until = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
      for await (const [message] of on(relay, 'message', { signal: until })) yield message as LiveMessage;
    } catch (error) {
      if (!ended.signal.aborted) throw error;
    } finally {
      clearInterval(look);
      unsubscribe();
    }
  }),
});
