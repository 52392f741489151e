import { CheckCircleOutlined } from '@ant-design/icons';
import { Button, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import type { Receipt } from './useTill.ts';

/** The payment is taken: what goes back, the receipt, and on to the next. */
export function PaidPanel(props: { receipt: Receipt; onPrint: () => void; onNext: () => void; onBack: () => void }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const { receipt } = props;
  const isCash = receipt.method === 'cash';
  const figures: (readonly [string, string])[] = [
    [t('receiptNo'), receipt.receiptNo],
    [t('method'), t(`methods.${receipt.method}`)],
    ...(isCash
      ? ([
          [t('paid'), formatYuan(receipt.paidFen)],
          [t('tendered'), formatYuan(receipt.tenderedFen)],
        ] as const)
      : []),
    ...(receipt.creditUsedFen > 0 ? [[t('creditUsed'), formatYuan(receipt.creditUsedFen)] as const] : []),
    [t('creditAfter'), formatYuan(receipt.creditAfterFen)],
  ];
  return (
    <div
      style={{
        flex: 1,
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        gap: 10,
        padding: 12,
        overflowY: 'auto',
      }}
    >
      <div role="status" style={{ color: token.colorSuccess, fontSize: 16 }}>
        <CheckCircleOutlined /> {t('taken')}
      </div>
      <div style={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between' }}>
        <span style={{ color: token.colorTextSecondary }}>{isCash ? t('change') : t('paid')}</span>
        <span
          className="figures"
          style={{ fontSize: 40, lineHeight: '48px', fontWeight: 600 }}
          data-testid="change-given"
        >
          {formatYuan(isCash ? receipt.changeFen : receipt.paidFen)}
        </span>
      </div>
      <dl style={{ display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '4px 12px', margin: 0 }}>
        {figures.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt style={{ color: token.colorTextSecondary }}>{label}</dt>
            <dd className="figures" style={{ margin: 0, textAlign: 'right' }}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <div style={{ flex: 1 }} />
      <span data-till="after">
        <Button type="primary" block style={{ height: 48, fontSize: 17 }} onClick={props.onPrint}>
          {t('printReceipt')} F6
        </Button>
      </span>
      <span data-till="next">
        <Button block style={{ height: 40 }} onClick={props.onNext}>
          {t('nextCustomer')} F8
        </Button>
      </span>
      <Button type="text" block onClick={props.onBack}>
        {t('backToTill')} Esc
      </Button>
    </div>
  );
}
