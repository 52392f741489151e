import { matchRoutes } from 'react-router';
import type { PageRoute } from '../route.types.ts';

/** The entry of the rail that a path belongs to: its own, the one its page names, or the one its address is below. */
export function railPath(pages: readonly PageRoute[], pathname: string): string | undefined {
  const found = matchRoutes(
    pages.map((page) => ({ path: page.path, handle: page })),
    pathname,
  );
  const page = found?.[0]?.route.handle as PageRoute | undefined;
  if (!page) return undefined;
  if (page.nav) return page.path;
  if (page.under) return page.under;
  return pages.find(({ nav, path }) => nav && page.path.startsWith(`${path}/`))?.path;
}
