import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';

export interface TestPointText {
  readonly key: string;
  readonly point: string;
  readonly error: string;
  readonly limit: string;
}

/** The points of a test: where it was measured, the error there, and the limit. */
export function TestPoints(props: {
  points: readonly TestPointText[];
  onChange: (points: readonly TestPointText[]) => void;
}) {
  const { t } = useTranslation('accuracy');
  const { points, onChange } = props;
  const set = (i: number, change: Partial<TestPointText>) =>
    onChange(points.map((of, at) => (at === i ? { ...of, ...change } : of)));
  const add = () => onChange([...points, { key: `further ${Date.now()}`, point: '', error: '', limit: '' }]);
  return (
    <table style={{ width: '100%', borderSpacing: '0 4px' }}>
      <thead>
        <tr style={{ textAlign: 'left' }}>
          <th style={{ fontWeight: 400 }}>{t('test.point')}</th>
          <th style={{ fontWeight: 400, width: 160 }}>{t('test.error')}</th>
          <th style={{ fontWeight: 400, width: 160 }}>{t('test.limit')}</th>
          <th style={{ width: 60 }} />
        </tr>
      </thead>
      <tbody>
        {points.map((of, i) => (
          <tr key={of.key}>
            <td style={{ paddingRight: 8 }}>
              <Input
                aria-label={t('test.pointNo', { no: i + 1 })}
                maxLength={40}
                value={of.point}
                onChange={(event) => set(i, { point: event.target.value })}
              />
            </td>
            <td style={{ paddingRight: 8 }}>
              <Input
                aria-label={t('test.errorNo', { no: i + 1 })}
                className="figures"
                suffix="%"
                value={of.error}
                onChange={(event) => set(i, { error: event.target.value })}
              />
            </td>
            <td style={{ paddingRight: 8 }}>
              <Input
                aria-label={t('test.limitNo', { no: i + 1 })}
                className="figures"
                prefix="±"
                suffix="%"
                value={of.limit}
                onChange={(event) => set(i, { limit: event.target.value })}
              />
            </td>
            <td>
              <Button
                type="link"
                size="small"
                disabled={points.length === 1}
                onClick={() => onChange(points.filter((_, at) => at !== i))}
              >
                {t('test.removePoint')}
              </Button>
            </td>
          </tr>
        ))}
        <tr>
          <td>
            <Button size="small" disabled={points.length >= 20} onClick={add}>
              {t('test.addPoint')}
            </Button>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
