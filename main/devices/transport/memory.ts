import { type Connection, type ConnectionHandlers, LinkFailure, type Transport } from './transport.ts';

/**
 * A named wire inside the program with two ends: the station opens the near end, a simulator the far one. Without a
 * simulator on it the near end is a missing port; when the simulator leaves, the near end is unplugged.
 */
interface Wire {
  near: End | undefined;
  far: End | undefined;
}

interface End {
  readonly handlers: ConnectionHandlers;
  isOpen: boolean;
}

type Side = 'near' | 'far';

const wires = new Map<string, Wire>();

export function createMemoryTransport(name: string, side: Side = 'near'): Transport {
  return { name: `memory ${name}`, byteMs: 0, line: null, open: async (handlers) => openEnd(name, side, handlers) };
}

function openEnd(name: string, side: Side, handlers: ConnectionHandlers): Connection {
  const wire = wires.get(name) ?? { near: undefined, far: undefined };
  wires.set(name, wire);
  if (wire[side]) throw new LinkFailure('port-busy', `${name} is in use`);
  if (side === 'near' && !wire.far) throw new LinkFailure('port-missing', `nothing is plugged into ${name}`);
  const end: End = { handlers, isOpen: true };
  wire[side] = end;
  const other = (): End | undefined => wire[side === 'near' ? 'far' : 'near'];
  return {
    write(bytes) {
      if (!end.isOpen) return false;
      const target = other();
      const copy = bytes.slice();
      // Never within the writer's own call: a wire has no reentrancy.
      setImmediate(() => {
        if (target?.isOpen) target.handlers.onData(copy);
      });
      return true;
    },
    async close() {
      if (!end.isOpen) return;
      end.isOpen = false;
      wire[side] = undefined;
      if (side === 'far' && wire.near) {
        const { near } = wire;
        near.isOpen = false;
        wire.near = undefined;
        near.handlers.onLost(new LinkFailure('unplugged', `${name} was unplugged`));
      }
      if (!wire.near && !wire.far) wires.delete(name);
    },
  };
}
