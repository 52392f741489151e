import { Alert, Descriptions, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { PartList } from './PartList.tsx';
import { usePartTexts } from './parts.ts';
import { SchemeTable, type TariffRow } from './scheme.tsx';
import { TariffActions } from './TariffActions.tsx';
import { TrialForm } from './TrialForm.tsx';

/** One version: its figures, where they come from, what may be done with it, and a trial. */
export function TariffDrawer({ tariff, onClose }: { tariff: TariffRow; onClose: () => void }) {
  const { t } = useTranslation('tariffs');
  const partTexts = usePartTexts();
  const { document } = tariff;
  return (
    <Drawer
      open
      size={700}
      onClose={onClose}
      title={`${tariff.code} ${tariff.name}`}
      extra={<TariffActions tariff={tariff} onGone={onClose} />}
    >
      {!tariff.isActive && <Alert type="warning" showIcon title={t('unverifiedNote')} style={{ marginBottom: 12 }} />}
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'service', label: t('service'), children: t(`services.${tariff.service}`) },
          { key: 'from', label: t('effectiveFrom'), children: tariff.effectiveFrom },
          { key: 'cycle', label: t('cycle'), children: t(`cycles.${document.cycle}`) },
          { key: 'rounding', label: t('rounding'), children: t(`roundings.${document.rounding}`) },
          {
            key: 'verified',
            label: t('verified'),
            children: tariff.verifiedOn ? `${tariff.verifiedOn} ${tariff.verifiedBy ?? ''}` : t('notVerified'),
          },
          { key: 'bills', label: t('bills'), children: <span className="figures">{tariff.billCount}</span> },
          { key: 'source', label: t('source'), span: 2, children: tariff.source || '—' },
        ]}
      />
      {document.seasons.map((season) => (
        <div key={season.months.join()}>
          <h3 style={{ fontSize: 14 }}>{t('season', { months: season.months.join(', ') })}</h3>
          <SchemeTable scheme={season.scheme} unit={document.unit} />
        </div>
      ))}
      {document.seasons.length > 0 && <h3 style={{ fontSize: 14 }}>{t('otherMonths')}</h3>}
      <SchemeTable scheme={document.scheme} unit={document.unit} />
      <PartList title={t('parts')} parts={partTexts(document)} />
      <TrialForm tariff={tariff} />
    </Drawer>
  );
}
