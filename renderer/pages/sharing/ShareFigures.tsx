import { Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatScaled, formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { UNITS } from './units.ts';

export type Proof = Outputs['sharing']['month']['proof'];

/** Master, sub-meters, loss with its part of the master, amount, and where the last fen go. */
export function ShareFigures({ proof }: { proof: Proof }) {
  const { t } = useTranslation('sharing');
  const { master, subMilli, lossMilli, lossBasisPoints, priceE8, amountFen, leftoverFen } = proof;
  const unit = UNITS[proof.service];
  const quantity = (value: number | null) => (value === null ? '—' : formatMilli(value));
  const isMeasured = master !== null || lossMilli !== null || priceE8 !== null;
  const doors = proof.lines.filter((line) => line.hasExtraFen).map((line) => line.doorNo);
  return (
    <>
      <div className="figures" style={{ display: 'flex', gap: 40, flexWrap: 'wrap', marginBottom: 8 }}>
        {isMeasured && (
          <>
            <Statistic
              title={t('inUnit', { what: t('master'), unit })}
              value={quantity(master?.quantityMilli ?? null)}
            />
            <Statistic title={t('inUnit', { what: t('sub'), unit })} value={quantity(subMilli)} />
            <Statistic
              title={t('inUnit', { what: t('loss'), unit })}
              value={quantity(lossMilli)}
              suffix={
                lossBasisPoints !== null && (
                  <small>{t('ofMaster', { percent: formatScaled(lossBasisPoints, 2, 2) })}</small>
                )
              }
            />
          </>
        )}
        {priceE8 !== null && (
          <Statistic title={t('price')} value={t('priceOf', { price: formatScaled(priceE8, 8, 2), unit })} />
        )}
        <Statistic title={t('amount')} value={amountFen === null ? '—' : formatYuan(amountFen)} />
        <Statistic title={t('memberCount')} value={proof.lines.length} />
      </div>
      <p style={{ margin: '0 0 12px' }}>
        {master && (
          <>
            {t('readFrom', {
              meterNo: master.meterNo,
              previousOn: master.previousOn,
              previous: formatMilli(master.previousMilli),
              presentOn: master.presentOn,
              present: formatMilli(master.presentMilli),
            })}{' '}
          </>
        )}
        {amountFen !== null &&
          (leftoverFen === 0 ? t('noRest') : t('rest', { fen: Math.abs(leftoverFen), doors: doors.join(t('comma')) }))}
      </p>
    </>
  );
}
