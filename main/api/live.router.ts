import { EventEmitter, on } from 'node:events';
import type { LiveMessage } from '../station.types.ts';
import { procedure, router } from './trpc.ts';

/**
 * The one subscription of a window. Everything live travels on it, tagged by topic: a browser opens at most six
 * HTTP/1.1 connections to a host, and every further subscription would hold one.
 */
export const liveRouter = router({
  messages: procedure.meta({ perm: 'session.own' }).subscription(async function* ({ ctx, signal }) {
    const relay = new EventEmitter();
    const unsubscribe = ctx.station.live.subscribe((message) => relay.emit('message', message));
    try {
      for await (const [message] of on(relay, 'message', { signal })) yield message as LiveMessage;
    } finally {
      unsubscribe();
    }
  }),
});
