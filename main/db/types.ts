import type Database from 'better-sqlite3';

/** A connection that may be read. A store function says in its first parameter whether it writes. */
export type ReadDb = Database.Database & { readonly __readable: true };
/** The one writing connection, inside a transaction. Only `Writer.write` hands one out. */
export type WriteDb = ReadDb & { readonly __writable: true };

export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlParams = Readonly<Record<string, SqlValue>>;
