import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Skeleton, theme } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { addDays, localDateTime } from '../../../main/shared/dates.ts';
import { formatScaled, formatYuan, parseScaled } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Money } from '../../ui/Money.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';
import { BillState } from './BillList.tsx';
import { LineTable, ReadingTable, unitText } from './BillTables.tsx';
import { CorrectButton } from './CorrectButton.tsx';
import { figuresOf } from './figures.ts';

const UsageChart = lazy(() => import('./UsageChart.tsx').then((m) => ({ default: m.UsageChart })));
type BillData = Outputs['billing']['bill'];

/** One bill with everything needed to check it by hand. */
export function BillPage() {
  const { t } = useTranslation('billing');
  const { billId } = useParams();
  const bill = useQuery(trpc.billing.bill.queryOptions({ billId: Number(billId) as never }));
  if (bill.error) return <ErrorNote error={bill.error} onRetry={() => bill.refetch()} />;
  if (!bill.data) return <Skeleton active style={{ padding: 16 }} paragraph={{ rows: 10 }} />;
  const { data } = bill;
  return (
    <PageFrame
      title={t('billTitle', { billNo: data.billNo })}
      filters={<Head bill={data} />}
      extra={
        <>
          <CorrectButton bill={data} />
          <PrintButton type="primary" label={t('print')} document={{ kind: 'bill', id: data.billId }} />
        </>
      }
    >
      <div
        style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)', gap: 16, alignItems: 'start' }}
      >
        <div>
          <Identity bill={data} />
          <Section title={t('readings')}>
            <ReadingTable bill={data} />
          </Section>
          <Section title={t('lines')}>
            <LineTable bill={data} />
          </Section>
          <Notes bill={data} />
        </div>
        <div>
          <Amounts bill={data} />
          <Section title={t('inUnit', { what: t('usageHistory'), unit: unitText(data.explain.unit) })}>
            <Suspense fallback={<Skeleton active />}>
              <UsageChart bill={data} />
            </Suspense>
          </Section>
        </div>
      </div>
    </PageFrame>
  );
}

function Head({ bill }: { bill: BillData }) {
  const { t } = useTranslation('billing');
  const { today } = useToday();
  return (
    <>
      <BillState bill={bill} today={today} />
      {bill.replacesId !== null && (
        <span>
          {t('correction.corrects')} <Link to={`/bills/${bill.replacesId}`}>{bill.replacesNo}</Link>
        </span>
      )}
      {bill.replacedById !== null && (
        <span>
          {t('correction.replacedBy')} <Link to={`/bills/${bill.replacedById}`}>{bill.replacedByNo}</Link>
        </span>
      )}
    </>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section style={{ marginTop: 12 }}>
      <h2 style={{ fontSize: 14, fontWeight: 600, margin: '0 0 6px' }}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Identity({ bill }: { bill: BillData }) {
  const { t } = useTranslation('billing');
  const { zone } = useToday();
  const { account, meter, tariff } = bill.explain;
  return (
    <Descriptions
      size="small"
      column={2}
      items={[
        {
          key: 'customer',
          label: t('customer'),
          children: <Link to={`/customers/${bill.customerId}`}>{account.customerName}</Link>,
        },
        { key: 'account', label: t('account'), children: account.accountNo },
        { key: 'door', label: t('door'), children: [account.doorNo, account.address].filter(Boolean).join(' ') },
        { key: 'meter', label: t('meter'), children: meter.meterNo },
        {
          key: 'tariff',
          label: t('tariff'),
          span: 2,
          children: t('tariffFrom', { name: tariff.name, code: tariff.code, date: tariff.effectiveFrom }),
        },
        { key: 'month', label: t('month'), children: `${bill.month} ${t(`charges.${account.service}`)}` },
        {
          key: 'issued',
          label: t('issuedAt'),
          children: <span className="figures">{localDateTime(bill.issuedAt, zone)}</span>,
        },
      ]}
    />
  );
}

function Amounts({ bill }: { bill: BillData }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  return (
    <section
      style={{
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: token.borderRadius,
        padding: 16,
      }}
    >
      <div style={{ color: token.colorTextSecondary }}>{t('due')}</div>
      <Money fen={bill.amountFen} size={32} isStrong />
      <Descriptions
        size="small"
        column={1}
        style={{ marginTop: 8 }}
        items={[
          { key: 'paid', label: t('paid'), children: <Money fen={bill.paidFen} /> },
          { key: 'owed', label: t('owed'), children: <Money fen={bill.owedFen} isDebt isStrong /> },
          { key: 'due', label: t('dueOn'), children: <span className="figures">{bill.dueOn}</span> },
          { key: 'entry', label: t('entry'), children: bill.entryId ?? t('noEntry') },
        ]}
      />
      <Button
        size="small"
        style={{ marginTop: 8 }}
        onClick={() =>
          navigate(`/billing?${new URLSearchParams({ tab: 'bills', text: bill.explain.account.accountNo })}`)
        }
      >
        {t('toAccountBills')}
      </Button>
    </section>
  );
}

function Notes({ bill }: { bill: BillData }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const { explain, lines } = bill;
  const shown = (milli: number) => `${formatMilli(milli)} ${unitText(explain.unit)}`;
  const notes = [
    lines.some((line) => line.tier !== null)
      ? t('running', {
          from: explain.cycleFrom,
          before: shown(explain.runningBeforeMilli),
          after: shown(explain.runningAfterMilli),
        })
      : '',
    t(`policies.${explain.tariff.rounding}`),
    lines.some((line) => line.period !== '') ? t('restToFlat') : '',
    lines.some((line) => line.note.isApportioned === true) ? t('apportioned') : '',
    bill.correctionReason && t('correction.because', { reason: bill.correctionReason }),
    ...lines.map((line) => {
      const behind = figuresOf(line);
      return behind ? t(`figures.${behind.key}`, behind.figures) : '';
    }),
    explain.vat &&
      t('figures.vat', {
        rate: formatScaled(parseScaled(explain.vat.rate, 8), 6),
        net: formatYuan(explain.vat.netFen),
        tax: formatYuan(explain.vat.taxFen),
      }),
    ...(explain.versions ?? []).map((v) => t('versionNote', { ...v, to: addDays(v.to, -1) })),
  ];
  return (
    <ul style={{ margin: '8px 0 0', paddingInlineStart: 18, color: token.colorTextSecondary }}>
      {[...new Set(notes)].filter(Boolean).map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
