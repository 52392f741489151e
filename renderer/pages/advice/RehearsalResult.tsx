import { Alert, Descriptions, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { Money } from '../../ui/Money.tsx';
import { Difference } from './Difference.tsx';
import { AccountChanges, GroupTable, LeftOutTable } from './RehearsalTables.tsx';
import type { Rehearsal } from './rehearsal.types.ts';
import { useReason } from './useReason.ts';

/** The total, and ways to cut it. */
export function RehearsalResult({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation('advice');
  const reasonText = useReason();
  const { fromMonth, toMonth, winners, losers, leftOut, service } = rehearsal;
  const span = { from: fromMonth, to: toMonth };
  if (rehearsal.accounts === 0 && leftOut.accounts === 0)
    return <EmptyNote title={t('nobody', { ...span, code: rehearsal.code })} hint={t('noBillsHint')} />;
  const figure = (text: string) => <span className="figures">{text}</span>;
  const sideText = (side: Rehearsal['winners']) =>
    figure(t('side', { accounts: side.accounts, amount: formatYuan(side.sumFen) }));
  const percent = rehearsal.beforeFen
    ? `${(((rehearsal.afterFen - rehearsal.beforeFen) / rehearsal.beforeFen) * 100).toFixed(2)}%`
    : '—';
  return (
    <>
      <Descriptions
        size="small"
        bordered
        column={4}
        style={{ marginBottom: 12 }}
        items={[
          { key: 'span', label: t('span'), children: figure(`${fromMonth} — ${toMonth}`) },
          { key: 'accounts', label: t('accounts'), children: figure(String(rehearsal.accounts)) },
          { key: 'bills', label: t('bills'), children: figure(String(rehearsal.bills)) },
          {
            key: 'quantity',
            label: t('quantity'),
            children: figure(`${formatMilli(rehearsal.quantityMilli)} ${service === 'electricity' ? 'kWh' : 'm³'}`),
          },
          { key: 'before', label: t('billedAmount'), children: <Money fen={rehearsal.beforeFen} isStrong /> },
          { key: 'after', label: t('after'), children: <Money fen={rehearsal.afterFen} isStrong /> },
          {
            key: 'change',
            label: t('change'),
            children: (
              <>
                <Difference fen={rehearsal.afterFen - rehearsal.beforeFen} /> {figure(`(${percent})`)}
              </>
            ),
          },
          { key: 'unchanged', label: t('unchanged'), children: figure(String(rehearsal.unchanged)) },
          { key: 'winners', label: t('winners'), span: 2, children: sideText(winners) },
          { key: 'losers', label: t('losers'), span: 2, children: sideText(losers) },
        ]}
      />
      {leftOut.accounts > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('leftOut', { ...leftOut, amount: formatYuan(leftOut.billedFen) })}
          description={leftOut.reasons.map(({ reason, accounts }) => (
            <div key={reason}>{t('leftOutReason', { reason: reasonText(reason), accounts })}</div>
          ))}
        />
      )}
      <Tabs
        items={[
          {
            key: 'months',
            label: t('byMonth'),
            children: <GroupTable head={t('month')} rows={rehearsal.months.map((of) => ({ ...of, name: of.month }))} />,
          },
          {
            key: 'buildings',
            label: t('byBuilding'),
            children: (
              <GroupTable head={t('building')} rows={rehearsal.buildings.map((of) => ({ ...of, name: of.building }))} />
            ),
          },
          {
            key: 'tiers',
            label: t('byTier'),
            children: (
              <GroupTable
                head={t('tierReached')}
                rows={rehearsal.tiers.map((of) => ({
                  ...of,
                  name: of.tier === null ? t('noTier') : t('tier', { tier: of.tier }),
                }))}
              />
            ),
          },
          { key: 'winners', label: t('topWinners'), children: <AccountChanges rows={winners.top} /> },
          { key: 'losers', label: t('topLosers'), children: <AccountChanges rows={losers.top} /> },
          ...(leftOut.accounts > 0
            ? [{ key: 'leftOut', label: t('notRated'), children: <LeftOutTable rows={leftOut.top} /> }]
            : []),
        ]}
      />
    </>
  );
}
