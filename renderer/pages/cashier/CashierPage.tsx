import { theme } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PrintPreview } from '../../ui/PrintPreview.tsx';
import { KeyStrip } from './KeyStrip.tsx';
import { OwedPanel } from './OwedPanel.tsx';
import { PaidPanel } from './PaidPanel.tsx';
import { PayPanel } from './PayPanel.tsx';
import { focusOn, leave } from './places.ts';
import { useTill } from './useTill.ts';
import { useTillCommands } from './useTillCommands.ts';
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
  useTillCommands(root, till, {
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

  // A customer was chosen: the next key is an amount, also while the customer is being fetched. Without one, it is a
  // search.
  const isLoaded = till.customer !== undefined;
  useEffect(() => {
    if (customerId === undefined) focusOn(root.current, 'search');
    else if (isLoaded) focusOn(root.current, 'amount');
    else leave('search');
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
