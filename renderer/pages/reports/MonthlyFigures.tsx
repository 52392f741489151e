import { Alert, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { collectionPermille, formatPermille, isAgreed } from '../../../main/reports/monthly/monthly.domain.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';

export type MonthlyReport = Outputs['reports']['monthly'];

/** The five figures a manager asks for first. */
export function MonthlyFigures({ report }: { report: MonthlyReport }) {
  const { t } = useTranslation('reports');
  const { totals } = report;
  const rate = formatPermille(collectionPermille(totals));
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(5, minmax(0, 1fr))', gap: 10 }}>
      <Figure
        label={t('figures.billed')}
        fen={totals.billedFen}
        hint={t('figures.billedHint', { count: totals.bills, accounts: totals.accounts })}
      />
      <Figure label={t('figures.collected')} fen={totals.collectedFen} hint={t('figures.collectedHint', { rate })} />
      <Figure label={t('figures.open')} fen={totals.openFen} hint={t('figures.openHint')} />
      <Figure label={t('figures.closing')} fen={totals.closingFen} hint={t('figures.closingHint')} />
      <Figure label={t('figures.now')} fen={totals.nowFen} hint={t('figures.nowHint')} isDebt />
    </div>
  );
}

function Figure(props: { label: string; fen: number; hint: string; isDebt?: boolean }) {
  const { token } = theme.useToken();
  return (
    <div
      style={{
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: 4,
        padding: '8px 12px',
      }}
    >
      <div style={{ color: token.colorTextSecondary }}>{props.label}</div>
      <Money fen={props.fen} size={22} isStrong isDebt={props.isDebt ?? false} />
      <div style={{ fontSize: 12, color: token.colorTextSecondary }}>{props.hint}</div>
    </div>
  );
}

/** Whether the bills say what the ledger says, and how the receivables moved; safety and filling in a line each. */
export function LedgerNote({ report }: { report: MonthlyReport }) {
  const { t } = useTranslation('reports');
  const { token } = theme.useToken();
  const { movement: m, safety, fillings } = report;
  const wrong = report.agreement.find((line) => line.billsFen !== line.ledgerFen);
  const figures = {
    opening: formatYuan(m.openingFen),
    charged: formatYuan(m.chargedFen),
    settled: formatYuan(m.settledFen),
    closing: formatYuan(m.closingFen),
  };
  const hasSafety = safety.hazardsFound + safety.hazardsClosed + safety.hazardsOpen > 0;
  return (
    <div style={{ margin: '10px 0', display: 'flex', flexWrap: 'wrap', gap: '4px 24px' }}>
      {wrong ? (
        <Alert
          type="error"
          showIcon
          style={{ flexBasis: '100%' }}
          title={t('ledger.differs', {
            what: t(`ledger.what.${wrong.what}`),
            amount: formatYuan(wrong.billsFen - wrong.ledgerFen),
          })}
        />
      ) : (
        isAgreed(report) && <span style={{ color: token.colorSuccess }}>✓ {t('ledger.agrees')}</span>
      )}
      <span className="figures" style={{ color: token.colorTextSecondary, whiteSpace: 'normal' }}>
        {m.otherFen === 0
          ? t('ledger.movement', figures)
          : t('ledger.movementOther', { ...figures, other: formatYuan(m.otherFen) })}
      </span>
      {hasSafety && (
        <span style={{ color: token.colorTextSecondary }}>
          {t('hazards', { found: safety.hazardsFound, closed: safety.hazardsClosed, open: safety.hazardsOpen })}
        </span>
      )}
      {fillings.count > 0 && (
        <span style={{ color: token.colorTextSecondary }}>
          {t('fillings', { count: fillings.count, good: fillings.good, kilograms: formatKilograms(fillings.netGrams) })}
        </span>
      )}
    </div>
  );
}
