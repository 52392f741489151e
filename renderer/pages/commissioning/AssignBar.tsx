import { BarcodeOutlined } from '@ant-design/icons';
import { Input, type InputRef, theme } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meterByBarcode } from '../../../main/modules/commissioning/barcode.domain.ts';
import { AccountSearch } from '../customers/AccountSearch.tsx';
import type { SearchHit } from '../customers/useAccountSearch.ts';
import type { FoundRow } from './found-meters.ts';

/** Scan the meter, name the household, scan the next: the hands stay on the scanner and the keyboard. */
export function AssignBar(props: {
  rows: readonly FoundRow[];
  active: FoundRow | undefined;
  onActivate: (key: string, meterNo: string) => void;
  onAccount: (key: string, account: SearchHit) => void;
}) {
  const { t } = useTranslation('commissioning');
  const { token } = theme.useToken();
  const [scanned, setScanned] = useState('');
  const [missing, setMissing] = useState('');
  const [registered, setRegistered] = useState<FoundRow>();
  const scanBox = useRef<InputRef>(null);
  const accountBox = useRef<InputRef>(null);
  const { active } = props;
  const activeKey = active?.key;
  useEffect(() => {
    if (activeKey) accountBox.current?.focus();
  }, [activeKey]);

  function take(): void {
    const text = scanned.normalize('NFKC').replace(/\s/g, '');
    if (text === '') return;
    const candidates = props.rows.map((row) => ({ address: row.found.address, row }));
    const match = meterByBarcode(
      text,
      candidates.filter(({ row }) => !row.known),
    );
    setScanned('');
    setRegistered(match ? undefined : meterByBarcode(text, candidates)?.row);
    setMissing(match ? '' : text);
    if (!match) return;
    props.onActivate(match.row.key, text);
    accountBox.current?.focus();
  }

  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
      <Input
        ref={scanBox}
        aria-label={t('scan')}
        placeholder={t('scan')}
        prefix={<BarcodeOutlined />}
        style={{ width: 260 }}
        value={scanned}
        status={missing ? 'error' : ''}
        onChange={(event) => setScanned(event.target.value)}
        onPressEnter={take}
      />
      {active ? (
        <>
          <span className="figures">{t('accountOf', { meterNo: active.meterNo })}</span>
          <div style={{ width: 300 }}>
            <AccountSearch
              inputRef={accountBox}
              label={t('account')}
              placeholder={t('account')}
              onPick={(hit) => {
                props.onAccount(active.key, hit);
                scanBox.current?.focus();
              }}
            />
          </div>
        </>
      ) : (
        <span style={{ color: token.colorTextSecondary }}>{t('scanHint')}</span>
      )}
      {missing && (
        <span role="alert" style={{ color: token.colorError }}>
          {registered
            ? t('scannedRegistered', {
                meterNo: registered.known?.meterNo ?? missing,
                account: [registered.known?.doorNo, registered.known?.customerName].filter(Boolean).join(' ') || '—',
              })
            : t('notFound', { text: missing })}
        </span>
      )}
    </div>
  );
}
