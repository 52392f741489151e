import { useQuery } from '@tanstack/react-query';
import { Descriptions, Skeleton, theme } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { addDays, localDateTime } from '../../../main/shared/dates.ts';
import { formatScaled, formatYuan, parseScaled } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';
import { ChargesSection } from '../charges/ChargesSection.tsx';
import { Amounts, Section } from './BillAmounts.tsx';
import { BillState } from './BillList.tsx';
import { LineTable, ReadingTable, unitText } from './BillTables.tsx';
import { ChargeBody } from './ChargeBody.tsx';
import { CorrectButton } from './CorrectButton.tsx';
import { figuresOf } from './figures.ts';
import { useCircumstanceNotes } from './useCircumstanceNotes.ts';

const UsageChart = lazy(() => import('./UsageChart.tsx').then((m) => ({ default: m.UsageChart })));
type BillData = Outputs['billing']['bill'];
type UsageData = Extract<BillData, { kind: 'usage' }>;

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
          {data.kind === 'usage' && <CorrectButton bill={data} />}
          {data.kind === 'usage' && (
            <PrintButton label={t('whyHigh')} document={{ kind: 'why-high', id: data.billId }} sizes={['A5', 'A4']} />
          )}
          <PrintButton type="primary" label={t('print')} document={{ kind: 'bill', id: data.billId }} />
        </>
      }
    >
      {data.kind === 'usage' ? <UsageBody bill={data} /> : <ChargeBody bill={data} />}
    </PageFrame>
  );
}

function UsageBody({ bill }: { bill: UsageData }) {
  const { t } = useTranslation('billing');
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)', gap: 16, alignItems: 'start' }}
    >
      <div>
        <Identity bill={bill} />
        <Section title={t('readings')}>
          <ReadingTable bill={bill} />
        </Section>
        <Section title={t('lines')}>
          <LineTable bill={bill} />
        </Section>
        <Notes bill={bill} />
        <ChargesSection bill={bill} />
      </div>
      <div>
        <Amounts bill={bill} />
        <Section title={t('inUnit', { what: t('usageHistory'), unit: unitText(bill.explain.unit) })}>
          <Suspense fallback={<Skeleton active />}>
            <UsageChart bill={bill} />
          </Suspense>
        </Section>
      </div>
    </div>
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

function Identity({ bill }: { bill: UsageData }) {
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

function Notes({ bill }: { bill: UsageData }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const { explain, lines } = bill;
  const shown = (milli: number) => `${formatMilli(milli)} ${unitText(explain.unit)}`;
  const circumstances = useCircumstanceNotes(bill);
  const notes = [
    ...circumstances,
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
    bill.cancellationReason && t('cancelRun.because', { reason: bill.cancellationReason }),
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
