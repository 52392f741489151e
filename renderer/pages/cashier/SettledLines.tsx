import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/Money.tsx';
import { useChargeName } from '../../ui/useChargeName.ts';
import { useCell, useHeadCell } from './cells.ts';
import type { Receipt } from './useTill.ts';

/** What the payment just taken has settled, line by line as on the receipt. */
export function SettledLines({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const chargeName = useChargeName();
  const head = useHeadCell();
  const cell = useCell();
  const end = { textAlign: 'right' } as const;
  return (
    <div style={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
      <table style={{ width: '100%', borderCollapse: 'collapse' }}>
        <caption className="visually-hidden">{t('settled')}</caption>
        <thead>
          <tr>
            <th style={head}>{t('month')}</th>
            <th style={head}>{t('item')}</th>
            <th style={head}>{t('door')}</th>
            <th style={{ ...head, ...end }}>{t('settledAmount')}</th>
            <th style={{ ...head, ...end }}>{t('stillOwed')}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.lines.map((line) => (
            <tr key={line.billId ?? 'kept'}>
              <td style={cell} className="figures">
                {line.month || '—'}
              </td>
              <td style={cell}>{line.billId === null ? t('keptAsCredit') : chargeName(line)}</td>
              <td style={cell}>
                <div>{line.doorNo}</div>
                <div className="figures" style={{ fontSize: 12, color: token.colorTextSecondary }}>
                  {line.accountNo}
                </div>
              </td>
              <td style={{ ...cell, ...end, fontSize: 15 }}>
                <Money fen={line.amountFen} />
              </td>
              <td style={{ ...cell, ...end }}>{line.billId === null ? '—' : <Money fen={line.leftFen} isDebt />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
