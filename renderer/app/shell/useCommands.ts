import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type SearchHit, useAccountSearch } from '../../pages/customers/useAccountSearch.ts';
import { useMay } from '../../ui/useMay.ts';
import type { PageRoute } from '../route.types.ts';
import { findPages } from './commands.ts';

const PAGES_BESIDE_CUSTOMERS = 4;
const CUSTOMERS = 8;

/** One line of the command box: a page, or a customer's account. */
export type Command =
  | { readonly kind: 'page'; readonly id: string; readonly path: string; readonly label: string }
  | { readonly kind: 'customer'; readonly id: string; readonly path: string; readonly hit: SearchHit };

/** Where a found customer is opened: the record, or the till where there is no record to see. */
function customerPath(pages: readonly PageRoute[], customerId: number): string | undefined {
  if (pages.some((page) => page.path === '/customers/:customerId')) return `/customers/${customerId}`;
  return pages.some((page) => page.path === '/cashier') ? `/cashier?customer=${customerId}` : undefined;
}

/** What a text can lead to. `isSettled` is false while customers are still being looked for. */
export function useCommands(pages: readonly PageRoute[], text: string): { commands: Command[]; isSettled: boolean } {
  const { t, i18n } = useTranslation('shell');
  const maySearch = useMay('customers.read');
  const { hits, isCurrent } = useAccountSearch(maySearch ? text : '');
  const entries = useMemo(() => {
    const chinese = i18n.getFixedT('zh-CN');
    return pages.flatMap(({ path, name, keys = '' }) =>
      name ? [{ path, label: t(name), keys: `${chinese(name)} ${keys}` }] : [],
    );
  }, [pages, t, i18n]);
  const found = findPages(entries, text).map(
    ({ path, label }): Command => ({ kind: 'page', id: `page ${path}`, path, label }),
  );
  const customers = hits.slice(0, CUSTOMERS).flatMap((hit): Command[] => {
    const path = customerPath(pages, hit.customerId);
    return path ? [{ kind: 'customer', id: `account ${hit.accountId}`, path, hit }] : [];
  });
  const shown = customers.length > 0 ? found.slice(0, PAGES_BESIDE_CUSTOMERS) : found;
  return { commands: [...shown, ...customers], isSettled: !maySearch || text.trim() === '' || isCurrent };
}
