import { Descriptions, Table, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { faultFactor } from '../../../main/modules/meterwork/fault-text.domain.ts';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatScaled, formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { useChargeName } from '../../ui/useChargeName.ts';
import { useToday } from '../../ui/useToday.ts';
import { ChargesSection } from '../charges/ChargesSection.tsx';
import { FaultTable } from '../meterwork/FaultTable.tsx';
import { Amounts, Section } from './BillAmounts.tsx';
import { LateFeeTable } from './LateFeeTable.tsx';

type ChargeData = Exclude<Outputs['billing']['bill'], { kind: 'usage' }>;

/** A late fee, a share or another charge: who owes it, and what it was reckoned from. */
export function ChargeBody({ bill }: { bill: ChargeData }) {
  const { t } = useTranslation(['billing', 'meterwork']);
  const { reason } = bill.explain;
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)', gap: 16, alignItems: 'start' }}
    >
      <div>
        <Identity bill={bill} />
        {reason.kind === 'late-fee' && (
          <Section title={t('lateFee.how')}>
            <LateFeeTable fee={reason} />
          </Section>
        )}
        {reason.kind === 'meter-fault' && (
          <Section title={t('meterwork:fault.item')}>
            <FaultNotes reason={reason} />
          </Section>
        )}
        <Section title={t('lines')}>
          <Lines bill={bill} />
        </Section>
        {reason.kind === 'shared' && <SharedNotes reason={reason} />}
        <ChargesSection bill={bill} />
      </div>
      <Amounts bill={bill} />
    </div>
  );
}

function Identity({ bill }: { bill: ChargeData }) {
  const { t } = useTranslation('billing');
  const { zone } = useToday();
  const chargeName = useChargeName();
  const { account, reason } = bill.explain;
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
        { key: 'item', label: t('item'), children: chargeName({ kind: bill.kind, service: account.service }) },
        { key: 'month', label: t('month'), children: bill.month },
        {
          key: 'issued',
          label: t('issuedAt'),
          children: <span className="figures">{localDateTime(bill.issuedAt, zone)}</span>,
        },
        ...(reason.kind === 'late-fee'
          ? [
              {
                key: 'of',
                label: t('lateFee.of'),
                children: <Link to={`/bills/${reason.ofBillId}`}>{`${reason.ofBillNo} · ${reason.ofMonth}`}</Link>,
              },
            ]
          : []),
      ]}
    />
  );
}

function Lines({ bill }: { bill: ChargeData }) {
  const { t } = useTranslation(['billing', 'meterwork']);
  const { account, reason } = bill.explain;
  const chargeName = useChargeName()({ kind: bill.kind, service: account.service });
  const itemName = reason.kind === 'meter-fault' ? t('meterwork:fault.item') : chargeName;
  const figures = (text: string) => <span className="figures">{text}</span>;
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="lineNo"
      dataSource={bill.lines}
      columns={[
        { title: t('item'), render: (_, line) => (typeof line.note.name === 'string' ? line.note.name : itemName) },
        {
          title: t('quantity'),
          align: 'right',
          render: (_, line) => figures(line.quantityMilli === 0 ? '' : formatMilli(line.quantityMilli)),
        },
        {
          title: t('price'),
          align: 'right',
          render: (_, line) => figures(line.priceE8 === 0 ? '' : formatScaled(line.priceE8, 8, 2)),
        },
        { title: t('lineAmount'), align: 'right', render: (_, line) => figures(formatYuan(line.amountFen)) },
      ]}
    />
  );
}

function FaultNotes({ reason }: { reason: Extract<ChargeData['explain']['reason'], { kind: 'meter-fault' }> }) {
  const { t } = useTranslation('meterwork');
  const { token } = theme.useToken();
  const { cause, percent, isHalf } = reason;
  const notes = [
    t('fault.foundText', { ...reason }),
    `${t(cause === 'error' ? 'fault.percent' : 'fault.rate')}: ${percent}`,
    t('fault.formula', {
      text: `${formatMilli(reason.recordedMilli)} ${faultFactor(reason)} = ${formatMilli(reason.differenceMilli)} ${reason.unit}`,
    }),
    t(isHalf ? 'fault.halfNote' : 'fault.wholeRule'),
    t('fault.rerated'),
    `${t('reason')}: ${reason.reason}`,
  ];
  return (
    <>
      <FaultTable fault={reason} unit={reason.unit} />
      <ul style={{ margin: '8px 0 0', paddingInlineStart: 18, color: token.colorTextSecondary }}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

function SharedNotes({ reason }: { reason: Extract<ChargeData['explain']['reason'], { kind: 'shared' }> }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const { lossMilli, priceE8 } = reason;
  const notes = [
    t('shared.total', { group: reason.groupName, amount: formatYuan(reason.totalFen), members: reason.members }),
    lossMilli !== null && priceE8 !== null
      ? t('shared.loss', { quantity: formatMilli(lossMilli), price: formatScaled(priceE8, 8, 2) })
      : '',
    t('shared.weight', {
      method: t(`shared.methods.${reason.method}`),
      weight: formatScaled(reason.weightE6, 6),
      sum: formatScaled(reason.weightSumE6, 6),
    }),
    reason.hasExtraFen ? t('shared.extraFen') : '',
  ];
  return (
    <ul style={{ margin: '8px 0 0', paddingInlineStart: 18, color: token.colorTextSecondary }}>
      {notes.filter(Boolean).map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
