import { expect, test } from 'vitest';
import { INTEROP_PARTS } from '../../main/tools/interop.ts';

/** Programs of other people, where they are installed; `npm run setup` installs them on Debian. */
test.each(INTEROP_PARTS.map((part) => [part.name, part] as const))('%s', { timeout: 90_000 }, async (_, part) => {
  const outcome = await part.run();
  if (outcome.kind === 'skipped') console.log(`skipped: ${part.name}: ${outcome.why}`);
  expect(outcome.kind === 'failed' ? outcome.why : '').toBe('');
});
