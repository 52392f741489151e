import { z } from 'zod';

/** What a profile's schema says of its fields: enough to draw a form of it. */
export type ProfileField =
  | { readonly kind: 'choice'; readonly name: string; readonly options: readonly (string | number)[] }
  | { readonly kind: 'number'; readonly name: string; readonly min: number; readonly max: number }
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'text'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string; readonly fields: readonly ProfileField[] };

/** In the order of the schema, without the protocol itself. */
export function fieldsOf(schema: z.ZodObject): ProfileField[] {
  return Object.entries(schema.shape)
    .filter(([name]) => name !== 'protocol')
    .map(([name, field]) => fieldOf(name, field as z.ZodType));
}

function fieldOf(name: string, field: z.ZodType): ProfileField {
  if (field instanceof z.ZodDefault) return fieldOf(name, field.unwrap() as z.ZodType);
  if (field instanceof z.ZodEnum) return { kind: 'choice', name, options: field.options };
  if (field instanceof z.ZodNumber)
    return { kind: 'number', name, min: field.minValue ?? 0, max: field.maxValue ?? Number.MAX_SAFE_INTEGER };
  if (field instanceof z.ZodBoolean) return { kind: 'flag', name };
  if (field instanceof z.ZodUnion && field.options.every((option) => option instanceof z.ZodLiteral))
    return { kind: 'choice', name, options: field.options.map((option) => (option as z.ZodLiteral<number>).value) };
  if (field instanceof z.ZodObject) return { kind: 'group', name, fields: fieldsOf(field) };
  return { kind: 'text', name };
}
