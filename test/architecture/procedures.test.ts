import { expect, test } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../../main/api/router.ts';
import { openProcedure, procedure, router } from '../../main/api/trpc.ts';

/** Reachable before login, each with its reason. Everything else needs a session and a permission. */
const OPEN: Readonly<Record<string, string>> = {
  'station.state': 'the first screen must know whether there is a station',
  'station.setUp': 'happens once, before the first user exists',
  'station.openDemo': 'the other way to begin, before the first user exists',
  'session.me': 'asks whether there is a session',
  'session.login': 'opens one',
  'session.logout': 'must work on a locked or expired session',
  'session.lock': 'locks the own session',
  'session.unlock': 'works on a locked session, with the password',
};

interface Definition {
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly meta?: { readonly perm?: string };
  readonly inputs: readonly z.core.$ZodType[];
  readonly output?: unknown;
  readonly middlewares: readonly unknown[];
}

type Procedures = Readonly<Record<string, unknown>>;
const definitionOf = (value: unknown) => (value as { _def: Definition })._def;
/** The middlewares that refuse a caller without session or permission. */
const GUARDS = definitionOf(procedure).middlewares;

function procedureFindings(procedures: Procedures, open: Readonly<Record<string, string>>): string[] {
  const findings: string[] = [];
  for (const [name, value] of Object.entries(procedures)) {
    const { type, meta, inputs, output, middlewares } = definitionOf(value);
    const isGuarded = GUARDS.every((guard) => middlewares.includes(guard));
    if (!(name in open) && !meta?.perm) findings.push(`${name}: names no permission`);
    if (!(name in open) && !isGuarded) findings.push(`${name}: does not ask for a session`);
    if (name in open && isGuarded) findings.push(`${name}: is listed as open and is not`);
    if (type !== 'subscription' && !output) findings.push(`${name}: declares no output`);
    if (inputs.length > 1) findings.push(`${name}: has several inputs`);
    for (const input of inputs)
      findings.push(...looseParts(input).map((part) => `${name}: input${part} takes unknown keys`));
    if (inputs[0] && inputs[0]._zod.def.type !== 'object' && inputs[0]._zod.def.type !== 'union')
      findings.push(`${name}: input is no object`);
  }
  for (const name of Object.keys(open))
    if (!(name in procedures)) findings.push(`${name}: is listed as open and does not exist`);
  return findings;
}

/** Paths inside a schema at which an object would silently drop what it does not know. */
function looseParts(schema: z.core.$ZodType, at = ''): string[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object': {
      const isStrict = def.catchall?._zod.def.type === 'never';
      const inner = Object.entries(def.shape).flatMap(([key, part]) => looseParts(part, `${at}.${key}`));
      return isStrict ? inner : [at, ...inner];
    }
    case 'array':
      return looseParts(def.element, `${at}[]`);
    case 'union':
      return def.options.flatMap((option) => looseParts(option, at));
    case 'intersection':
      return [...looseParts(def.left, at), ...looseParts(def.right, at)];
    case 'tuple':
      return def.items.flatMap((item, i) => looseParts(item, `${at}[${i}]`));
    case 'record':
    case 'map':
      return looseParts(def.valueType, `${at}{}`);
    case 'pipe':
      return [...looseParts(def.in, at), ...looseParts(def.out, at)];
    case 'lazy':
      return [];
    default:
      return 'innerType' in def ? looseParts(def.innerType as z.core.$ZodType, at) : [];
  }
}

test('every procedure names its permission, asks for a session, and takes nothing but what it declares', () => {
  const { procedures } = appRouter._def;
  expect(Object.keys(procedures).length).toBeGreaterThan(10);
  expect(procedureFindings(procedures, OPEN)).toEqual([]);
});

test('the guard notices every way to forget', () => {
  const answer = z.object({});
  const bad = router({
    noPerm: procedure
      .input(z.strictObject({}))
      .output(answer)
      .mutation(() => ({})),
    noSession: openProcedure
      .meta({ perm: 'cashier.take' })
      .output(answer)
      .mutation(() => ({})),
    noOutput: procedure.meta({ perm: 'cashier.take' }).query(() => ({})),
    loose: procedure
      .meta({ perm: 'cashier.take' })
      .input(z.object({ amount: z.number() }))
      .output(answer)
      .mutation(() => ({})),
    looseInside: procedure
      .meta({ perm: 'cashier.take' })
      .input(z.strictObject({ lines: z.array(z.object({ amount: z.number() })).optional() }))
      .output(answer)
      .mutation(() => ({})),
    twoInputs: procedure
      .meta({ perm: 'cashier.take' })
      .input(z.strictObject({ a: z.number() }))
      .input(z.strictObject({ b: z.number() }))
      .output(answer)
      .mutation(() => ({})),
    scalar: procedure
      .meta({ perm: 'cashier.take' })
      .input(z.number())
      .output(answer)
      .query(() => ({})),
    guarded: procedure
      .meta({ perm: 'cashier.take' })
      .output(answer)
      .query(() => ({})),
  });
  expect(procedureFindings(bad._def.procedures, { guarded: 'why', gone: 'why' })).toEqual([
    'noPerm: names no permission',
    'noSession: does not ask for a session',
    'noOutput: declares no output',
    'loose: input takes unknown keys',
    'looseInside: input.lines[] takes unknown keys',
    'twoInputs: has several inputs',
    'scalar: input is no object',
    'guarded: is listed as open and is not',
    'gone: is listed as open and does not exist',
  ]);
});
