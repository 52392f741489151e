/**
 * Bills worked out by SQLite's 64-bit integers, from the rule in main/modules/tariffs/README.md: a third way to the same
 * figures, beside the program and the pencil. Four registers and three tiers at most; a price that holds for all
 * registers is that of the first one, which then has the whole quantity.
 */
const REGISTERS = [1, 2, 3, 4] as const;
const TIERS = [1, 2, 3] as const;

export const SQL_TABLES = `
  CREATE TABLE tier (tariff INTEGER, n INTEGER, above INTEGER, up_to INTEGER, p1 INTEGER, p2 INTEGER, p3 INTEGER, p4 INTEGER,
    PRIMARY KEY (tariff, n)) STRICT, WITHOUT ROWID;
  CREATE TABLE used (id INTEGER PRIMARY KEY, tariff INTEGER, is_per_line INTEGER, before INTEGER,
    q1 INTEGER, q2 INTEGER, q3 INTEGER, q4 INTEGER) STRICT;`;

const each = (write: (k: number) => string, by = ', ') => REGISTERS.map(write).join(by);
/** 1e-11 yuan to fen, half up. */
const fen = (exact: string) => `((${exact} + 500000000) / 1000000000)`;
/** A register gets one thousandth more when fewer registers than are missing have a larger remainder or come first. */
const isTopped = (k: number) =>
  `(${REGISTERS.map((j) => (j === k ? '0' : `(r${j} > r${k}${j < k ? ` OR r${j} = r${k}` : ''})`)).join(' + ')} < part - (${each((j) => `f${j}`, ' + ')}))`;

/** One tier: its part of the bill, every register's share of it, and what that costs. */
function step(n: number): string {
  return `part${n} AS (
      SELECT w.id, is_per_line, tariff, before, quantity, ${each((k) => `q${k}`)}, exact, lines, ${each((k) => `t.p${k}`)},
        max(0, min(before + quantity, coalesce(t.up_to, before + quantity)) - max(before, coalesce(t.above, before + quantity))) AS part,
        max(1, ${each((k) => `q${k}`, ' + ')}) AS rest
      FROM walk${n - 1} w LEFT JOIN tier t USING (tariff) WHERE t.n = ${n} OR t.n IS NULL
      UNION ALL
      SELECT w.id, is_per_line, tariff, before, quantity, ${each((k) => `q${k}`)}, exact, lines, ${each(() => '0')}, 0, 1
      FROM walk${n - 1} w WHERE NOT EXISTS (SELECT 1 FROM tier t WHERE t.tariff = w.tariff AND t.n = ${n})),
    share${n} AS (SELECT *, ${each((k) => `part * q${k} / rest AS f${k}, part * q${k} % rest AS r${k}`)} FROM part${n}),
    topped${n} AS (SELECT *, ${each((k) => `f${k} + ${isTopped(k)} AS s${k}`)} FROM share${n}),
    walk${n} AS MATERIALIZED (
      SELECT id, is_per_line, tariff, before, quantity, ${each((k) => `q${k} - s${k} AS q${k}`)},
        exact + ${each((k) => `s${k} * p${k}`, ' + ')} AS exact, lines + ${each((k) => fen(`s${k} * p${k}`), ' + ')} AS lines
      FROM topped${n})`;
}

/** Fen of every bill, by id. */
export const SQL_BILLS = `WITH walk0 AS (
    SELECT id, is_per_line, tariff, before, ${each((k) => `q${k}`, ' + ')} AS quantity, ${each((k) => `q${k}`)}, 0 AS exact, 0 AS lines
    FROM used),
  ${TIERS.map(step).join(',\n  ')}
  SELECT iif(is_per_line, lines, ${fen('exact')}) AS fen, exact % 1000000000 = 500000000 AS is_half FROM walk${TIERS.length} ORDER BY id`;
