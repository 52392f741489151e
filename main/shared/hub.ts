/** A list of listeners. A listener that throws does not silence the others. */
export interface Hub<M> {
  publish(message: M): void;
  subscribe(listener: (message: M) => void): () => void;
}

export function createHub<M>(onError: (error: unknown) => void): Hub<M> {
  const listeners = new Set<(message: M) => void>();
  return {
    publish(message) {
      for (const listener of listeners) {
        try {
          listener(message);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
