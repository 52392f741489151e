import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoverRule } from '../../../main/modules/billing/comparison.schema.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { client } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useErrorText } from '../../ui/ErrorNote.tsx';
import { saveFile } from '../../ui/usePrintPreview.ts';
import type { Cohort } from './CohortForm.tsx';
import { BuildingComparison, MoverTable } from './ComparisonTables.tsx';
import type { PreviewData } from './preview.types.ts';

/** The month beside the last one and a year before: by building, and the accounts that moved furthest. */
export function ComparisonPanel({ preview, cohort }: { preview: PreviewData; cohort: Cohort }) {
  const { t } = useTranslation('billing');
  const [rule, setRule] = useState<MoverRule>({ against: 'last', abovePercent: 50, aboveFen: 2000 });
  const { moversCompleteAboveFen } = preview.comparison;
  const change = (part: Partial<MoverRule>) => setRule((before) => ({ ...before, ...part }));
  return (
    <>
      <p style={{ margin: '0 0 8px' }}>{t('comparison.hint', { month: preview.comparison.lastYearMonth })}</p>
      <BuildingComparison preview={preview} />
      <Form layout="inline" style={{ margin: '16px 0 8px', rowGap: 8 }}>
        <Form.Item label={t('comparison.against')}>
          <Segmented
            value={rule.against}
            options={(['last', 'lastYear'] as const).map((value) => ({ value, label: t(`comparison.${value}`) }))}
            onChange={(against) => change({ against })}
          />
        </Form.Item>
        <Form.Item label={t('comparison.abovePercent')}>
          <InputNumber<number>
            aria-label={t('comparison.abovePercent')}
            min={0}
            max={1_000_000}
            suffix="%"
            value={rule.abovePercent}
            onChange={(value) => change({ abovePercent: value ?? 0 })}
          />
        </Form.Item>
        <Form.Item label={t('comparison.aboveYuan')}>
          <InputNumber<number>
            aria-label={t('comparison.aboveYuan')}
            min={0}
            max={1_000_000}
            precision={2}
            value={rule.aboveFen / 100}
            onChange={(value) => change({ aboveFen: Math.round((value ?? 0) * 100) })}
          />
        </Form.Item>
        <ExcelButton cohort={cohort} rule={rule} />
      </Form>
      {moversCompleteAboveFen > rule.aboveFen && (
        <p style={{ margin: '0 0 8px' }}>
          {t('comparison.notComplete', { amount: formatYuan(moversCompleteAboveFen) })}
        </p>
      )}
      <MoverTable preview={preview} rule={rule} />
    </>
  );
}

function ExcelButton({ cohort, rule }: { cohort: Cohort; rule: MoverRule }) {
  const { t } = useTranslation(['billing', 'reports']);
  const { message } = App.useApp();
  const { lang } = usePreferences();
  const errorText = useErrorText();
  const save = useMutation({
    mutationFn: () => client.reports.comparisonExcel.query({ run: cohort, rule, lang }),
    onSuccess: (file) => {
      saveFile(file);
      message.success(t('reports:exported', { fileName: file.fileName }));
    },
    onError: (error) => message.error(errorText(error).text),
  });
  return (
    <Button onClick={() => save.mutate()} loading={save.isPending}>
      {t('reports:excel')}
    </Button>
  );
}
