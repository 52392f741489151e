import { Select, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { judgeNet } from '../../../main/modules/cylinders/filling.domain.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { FillGauge } from './FillGauge.tsx';
import type { ReadyVerdict } from './useFilling.ts';
import type { ShownWeight } from './useScaleWeight.ts';
import { ZeroButton } from './ZeroButton.tsx';

/** The live weight, gross and net, with what it lacks to be used; greyed out as soon as it is stale. */
export function ScalePanel(props: {
  scales: Outputs['filling']['scales'];
  deviceId: number | undefined;
  onChoose: (deviceId: number) => void;
  shown: ShownWeight;
  ready: ReadyVerdict | undefined;
}) {
  const { t } = useTranslation('cylinders');
  const { token } = theme.useToken();
  const { shown, ready } = props;
  const canZero = props.scales.find(({ deviceId }) => deviceId === props.deviceId)?.canZero ?? false;
  const isLive = shown.weight !== null && shown.problem !== 'filling.weight-stale';
  const gross = shown.weight && !shown.weight.isOverloaded ? shown.weight.weightGrams : null;
  const net = gross !== null && ready ? gross - ready.cylinder.tareGrams : null;
  const judgement = net !== null && ready ? judgeNet(net, ready.target) : null;
  const colours = { good: token.colorSuccess, 'over-fill': token.colorError, 'under-fill': token.colorText } as const;
  const colour = judgement && isLive ? colours[judgement.outcome] : token.colorTextTertiary;
  return (
    <section aria-label={t('scale.title')} style={{ display: 'flex', flexDirection: 'column', gap: 10 }}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <Select
          aria-label={t('scale.choose')}
          style={{ minWidth: 160 }}
          placeholder={t('scale.none')}
          value={props.deviceId ?? null}
          options={props.scales.map(({ deviceId, name }) => ({ value: deviceId as number, label: name }))}
          onChange={(value) => value !== null && props.onChoose(value)}
        />
        <WeightState shown={shown} />
        {canZero && props.deviceId !== undefined && <ZeroButton key={props.deviceId} deviceId={props.deviceId} />}
      </div>
      <div style={{ display: 'flex', gap: '8px 32px', flexWrap: 'wrap', opacity: isLive ? 1 : 0.45 }}>
        <Figure label={t('scale.gross')} grams={gross} colour={isLive ? token.colorText : token.colorTextTertiary} />
        <Figure label={t('scale.net')} grams={net} colour={colour} />
      </div>
      {ready && (
        <>
          <FillGauge netGrams={isLive ? net : null} target={ready.target} />
          <div role="status" style={{ fontSize: 16, minHeight: 24, color: colour }}>
            {judgement && isLive && judgement.outcome === 'good' && t('filling.inRange')}
            {judgement &&
              isLive &&
              judgement.outcome === 'under-fill' &&
              t('filling.addKg', { kg: formatKilograms(judgement.addGrams) })}
            {judgement &&
              isLive &&
              judgement.outcome === 'over-fill' &&
              t('filling.takeOutKg', { kg: formatKilograms(judgement.takeOutGrams) })}
          </div>
        </>
      )}
    </section>
  );
}

function Figure(props: { label: string; grams: number | null; colour: string }) {
  const { token } = theme.useToken();
  return (
    <div style={{ minWidth: 220 }}>
      <div style={{ color: token.colorTextSecondary, textAlign: 'right' }}>{props.label}</div>
      <div
        className="figures"
        style={{ fontSize: 56, lineHeight: 1.1, fontWeight: 600, color: props.colour, textAlign: 'right' }}
      >
        {props.grams === null ? '—' : formatKilograms(props.grams)}
        <span style={{ fontSize: 20, fontWeight: 400 }}> kg</span>
      </div>
    </div>
  );
}

function WeightState({ shown }: { shown: ShownWeight }) {
  const { t } = useTranslation('cylinders');
  const { token } = theme.useToken();
  const { problem, ageMs } = shown;
  const colour =
    problem === null
      ? token.colorSuccess
      : problem === 'filling.weight-unstable'
        ? token.colorWarning
        : token.colorError;
  const key = problem === null ? 'stable' : problem.replace('filling.', '');
  return (
    <span style={{ display: 'flex', gap: 8, alignItems: 'center', color: colour }}>
      <span aria-hidden style={{ width: 10, height: 10, borderRadius: 5, background: colour }} />
      <strong>{t(`scale.state.${key}`)}</strong>
      {shown.weight && (
        <span className="figures" style={{ color: token.colorTextSecondary }}>
          {ageMs < 1000 ? t('scale.now') : t('scale.age', { seconds: (ageMs / 1000).toFixed(0) })}
        </span>
      )}
    </span>
  );
}
