import { type RefObject, useRef } from 'react';
import { PAYMENT_METHODS } from '../../../main/modules/cashier/cashier.schema.ts';
import type { TillDraft } from '../../../main/modules/cashier/till.domain.ts';
import { client } from '../../app/api.ts';
import { METHOD_KEYS, PREPAY_KEY } from './method-keys.ts';
import { focusOn, isAt } from './places.ts';
import type { Till } from './useTill.ts';
import { useTillKeys } from './useTillKeys.ts';

interface Page {
  print(): void;
  scanned(): void;
  scanFailed(code: string): void;
}

/** What each key does at the till. */
export function useTillCommands(root: RefObject<HTMLElement | null>, till: Till, page: Page): void {
  const remembered = useRef<TillDraft>(till.draft);
  const { change, choose, customerId, customer, draft, receipt } = till;

  function step(by: number): void {
    const at = PAYMENT_METHODS.indexOf(draft.method);
    const method = PAYMENT_METHODS[(at + by + PAYMENT_METHODS.length) % PAYMENT_METHODS.length];
    if (method && !receipt) change({ method });
  }

  function letter(code: string): boolean {
    if (!customer || receipt) return false;
    const method = PAYMENT_METHODS.find((name) => METHOD_KEYS[name] === code);
    if (method) change({ method });
    else if (code === METHOD_KEYS.credit && customer.creditFen > 0) change({ usesCredit: !draft.usesCredit });
    else if (code === PREPAY_KEY && customer.accounts.length > 0) change({ isPrepay: !draft.isPrepay });
    else return false;
    return true;
  }

  function scan(code: string): void {
    // The scanner typed into whatever had the focus: that is undone.
    change(remembered.current);
    const box = isAt('search') ? document.activeElement : null;
    client.cashier.scan.query({ code }).then(
      (found) => {
        if (found) {
          choose(found);
          page.scanned();
          // The search box waits for the same Enter; it gets it when the number is no exact one.
        } else if (box) box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        else page.scanFailed(code);
      },
      () => page.scanFailed(code),
    );
  }

  useTillKeys(root, {
    find: () => focusOn(root.current, 'search'),
    pay: till.pay,
    print: () => receipt && page.print(),
    next() {
      choose(undefined);
      focusOn(root.current, 'search');
    },
    back() {
      if (receipt) till.dismissReceipt();
      else focusOn(root.current, isAt('tendered') ? 'amount' : 'search');
    },
    letter,
    step,
    digit(key) {
      if (receipt || customerId === undefined) return;
      const isErasing = key === 'Backspace';
      if (customer) {
        if (!isErasing) focusOn(root.current, 'amount');
        return;
      }
      // The customer is still being fetched: what is typed meanwhile counts.
      change({ amountText: isErasing ? draft.amountText.slice(0, -1) : draft.amountText + key });
    },
    remember() {
      remembered.current = draft;
    },
    scan,
  });
}
