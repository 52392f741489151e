import { Divider, Skeleton, Tag, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDate } from '../../../main/shared/dates.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';
import { RefundButton } from '../credit/RefundButton.tsx';
import { AccountSearch } from '../customers/AccountSearch.tsx';
import type { Till, TillCustomer } from './useTill.ts';

/** Who is at the counter: the search, and the customer's card. */
export function WhoPanel(props: { till: Till; unknownCode: string }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const { till } = props;
  return (
    <>
      <div data-till="search" style={{ padding: 10 }}>
        <AccountSearch onPick={(hit) => till.choose(hit.customerId)} />
        {props.unknownCode && (
          <div role="alert" style={{ color: token.colorError, marginTop: 6 }}>
            {t('scanUnknown', { code: props.unknownCode })}
          </div>
        )}
      </div>
      <div style={{ flex: 1, minHeight: 0, overflowY: 'auto', padding: '0 12px 12px' }}>
        {till.customer && <Card customer={till.customer} />}
        {!till.customer && till.customerId !== undefined && till.query.isPending && (
          <Skeleton active paragraph={{ rows: 4 }} />
        )}
      </div>
    </>
  );
}

function Card({ customer }: { customer: TillCustomer }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const secondary = { fontSize: 12, color: token.colorTextSecondary };
  return (
    <>
      <div style={{ fontSize: 20, fontWeight: 600, overflowWrap: 'anywhere' }}>
        {customer.name} {customer.kind === 'company' && <Tag>{t('company')}</Tag>}
        {customer.closedOn && <Tag color="warning">{t('closed', { date: customer.closedOn })}</Tag>}
      </div>
      {customer.phone && <div className="figures">{customer.phone}</div>}
      {customer.note && <div style={{ ...secondary, whiteSpace: 'pre-line' }}>{customer.note}</div>}
      <Row label={t('credit')} value={formatYuan(customer.creditFen)} />
      <RefundButton customerId={customer.customerId} creditFen={customer.creditFen} size="small" />
      <Divider style={{ margin: '8px 0' }} />
      <div style={secondary}>{t('accounts')}</div>
      {customer.accounts.map((account) => (
        <div key={account.accountId} style={{ padding: '4px 0' }}>
          <div style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
            <span>{account.doorNo}</span>
            <span>{t(`services.${account.service}`)}</span>
          </div>
          <div style={{ ...secondary, display: 'flex', justifyContent: 'space-between' }} className="figures">
            <span>{account.accountNo}</span>
            {account.closedOn && <span>{t('closed', { date: account.closedOn })}</span>}
            {account.creditFen > 0 && (
              <span>
                {t('credit')} {formatYuan(account.creditFen)}
              </span>
            )}
          </div>
        </div>
      ))}
      <Divider style={{ margin: '8px 0' }} />
      <div style={secondary}>{t('recent')}</div>
      {customer.recent.length === 0 && <div style={secondary}>{t('noRecent')}</div>}
      {customer.recent.map((payment) => (
        <Recent key={payment.paymentId} payment={payment} />
      ))}
    </>
  );
}

function Row(props: { label: string; value: string }) {
  const { token } = theme.useToken();
  return (
    <div style={{ display: 'flex', justifyContent: 'space-between', marginTop: 4 }}>
      <span style={{ color: token.colorTextSecondary }}>{props.label}</span>
      <span className="figures">{props.value}</span>
    </div>
  );
}

function Recent({ payment }: { payment: TillCustomer['recent'][number] }) {
  const { t } = useTranslation('cashier');
  const { zone } = useToday();
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'center', justifyContent: 'space-between' }}>
      <span className="figures">{localDate(payment.paidAt, zone).slice(5)}</span>
      <span>{payment.isReversed ? t('reversed') : t(`methods.${payment.method}`)}</span>
      <span
        className="figures"
        style={{ flex: 1, textAlign: 'right', textDecoration: payment.isReversed ? 'line-through' : undefined }}
      >
        {formatYuan(payment.paidFen || payment.creditUsedFen)}
      </span>
      <PrintButton
        document={{ kind: 'receipt', id: payment.paymentId }}
        sizes={['A5', 'receipt-80']}
        type="link"
        size="small"
        label={payment.receiptNo.slice(-4)}
      />
    </div>
  );
}
