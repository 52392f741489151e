import { theme } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAYMENT_METHODS } from '../../../main/modules/cashier/cashier.schema.ts';
import type { TillDraft } from '../../../main/modules/cashier/till.domain.ts';
import { client } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PrintPreview } from '../../ui/PrintPreview.tsx';
import { KeyStrip } from './KeyStrip.tsx';
import { METHOD_KEYS } from './method-keys.ts';
import { OwedPanel } from './OwedPanel.tsx';
import { PaidPanel } from './PaidPanel.tsx';
import { PayPanel } from './PayPanel.tsx';
import { type Till, useTill } from './useTill.ts';
import { useTillKeys } from './useTillKeys.ts';
import { WhoPanel } from './WhoPanel.tsx';

/** The till: left who, middle what is owed, right what is paid. One screen, no mouse. */
export function CashierPage() {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const root = useRef<HTMLElement>(null);
  const till = useTill();
  const [isPrinting, setPrinting] = useState(false);
  const [unknownCode, setUnknownCode] = useState('');
  // Scanned text stays in the search box unless the box is made anew.
  const [scans, setScans] = useState(0);
  const { customerId, receipt } = till;
  useKeys(root, till, {
    isPrinting,
    print: () => setPrinting(true),
    scanned: () => {
      setUnknownCode('');
      setScans((count) => count + 1);
      focusOn(root.current, 'amount');
    },
    scanFailed: (code) => {
      setUnknownCode(code);
      focusOn(root.current, 'search');
    },
  });

  // A customer was chosen: the next key is an amount. Without one, it is a search.
  const isLoaded = till.customer !== undefined;
  useEffect(() => {
    focusOn(root.current, customerId === undefined ? 'search' : isLoaded ? 'amount' : 'none');
  }, [customerId, isLoaded]);
  useEffect(() => {
    if (receipt) focusOn(root.current, 'after');
  }, [receipt]);

  const panel = {
    background: token.colorBgContainer,
    border: `1px solid ${token.colorBorderSecondary}`,
    borderRadius: 4,
  };
  return (
    <section ref={root} aria-label={t('title')} style={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <div
        style={{
          flex: 1,
          minHeight: 0,
          display: 'grid',
          gridTemplateColumns: '280px minmax(0, 1fr) 350px',
          gap: 10,
          padding: 10,
        }}
      >
        <div style={{ ...panel, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
          <WhoPanel key={scans} till={till} unknownCode={unknownCode} />
        </div>
        <div style={{ ...panel, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
          {till.query.error ? (
            <div style={{ padding: 12 }}>
              <ErrorNote error={till.query.error} onRetry={() => till.query.refetch()} />
            </div>
          ) : (
            <OwedPanel till={till} />
          )}
        </div>
        <div style={{ ...panel, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
          {receipt ? (
            <PaidPanel
              receipt={receipt}
              onPrint={() => setPrinting(true)}
              onNext={() => till.choose(undefined)}
              onBack={till.dismissReceipt}
            />
          ) : (
            <PayPanel till={till} />
          )}
        </div>
      </div>
      <KeyStrip hasReceipt={receipt !== null} />
      {isPrinting && receipt && (
        <PrintPreview
          document={{ kind: 'receipt', id: receipt.paymentId }}
          sizes={['A5', 'receipt-80']}
          onClose={() => {
            setPrinting(false);
            focusOn(root.current, 'next');
          }}
        />
      )}
    </section>
  );
}

type Place = 'search' | 'amount' | 'tendered' | 'pay' | 'after' | 'next' | 'none';

/** Fields and buttons of the till are found by their place; a place that is not on the screen is passed over. */
function focusOn(root: HTMLElement | null, place: Place): boolean {
  const found = root?.querySelector<HTMLElement>(`[data-till="${place}"]`);
  const field = found?.matches('input, button') ? found : found?.querySelector<HTMLElement>('input, button');
  field?.focus();
  if (field instanceof HTMLInputElement && field.type === 'text') field.select();
  return field !== undefined && field !== null;
}

function searchBox(root: HTMLElement | null): HTMLInputElement | null {
  return root?.querySelector<HTMLInputElement>('[data-till="search"] input') ?? null;
}

function useKeys(
  root: React.RefObject<HTMLElement | null>,
  till: Till,
  page: { isPrinting: boolean; print(): void; scanned(): void; scanFailed(code: string): void },
): void {
  const remembered = useRef<TillDraft>(till.draft);
  const { change, choose, draft, receipt, customer } = till;

  function step(by: number): void {
    const at = PAYMENT_METHODS.indexOf(draft.method);
    const method = PAYMENT_METHODS[(at + by + PAYMENT_METHODS.length) % PAYMENT_METHODS.length];
    if (method) change({ method });
  }

  useTillKeys(
    root,
    {
      find: () => focusOn(root.current, 'search'),
      pay: till.pay,
      print: () => receipt && page.print(),
      next() {
        choose(undefined);
        focusOn(root.current, 'search');
      },
      back() {
        if (receipt) {
          till.dismissReceipt();
          return;
        }
        const isInTendered = document.activeElement?.closest('[data-till="tendered"]');
        focusOn(root.current, isInTendered ? 'amount' : 'search');
      },
      letter(code) {
        if (!customer || receipt) return false;
        const method = PAYMENT_METHODS.find((name) => METHOD_KEYS[name] === code);
        if (method) change({ method });
        else if (code === METHOD_KEYS.credit && customer.creditFen > 0) change({ usesCredit: !draft.usesCredit });
        else return false;
        return true;
      },
      step: (by) => !receipt && step(by),
      digit: () => !receipt && focusOn(root.current, 'amount'),
      remember() {
        remembered.current = draft;
      },
      scan(code) {
        change(remembered.current);
        // The search box waits for the same Enter; it gets it when the number is no exact one.
        const box = searchBox(root.current);
        const isSearching = box !== null && box === document.activeElement;
        client.cashier.scan.query({ code }).then(
          (found) => {
            if (found) choose(found);
            else if (isSearching) box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
            else page.scanFailed(code);
            if (found) page.scanned();
          },
          () => page.scanFailed(code),
        );
      },
    },
    page.isPrinting,
  );
}
