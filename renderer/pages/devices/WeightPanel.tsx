import { Tag, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { DeviceLight } from './DeviceLight.tsx';
import { type Device, moodOf } from './device-state.ts';
import { useFreshWeight } from './useFreshWeight.ts';

/** A scale in large figures. A stale weight is grey; out of range, and of a scale that is gone, none is shown. */
export function WeightPanel(props: { scale: Device }) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const { scale } = props;
  const { weight, ageMs, isFresh } = useFreshWeight(scale.deviceId);
  const mood = moodOf(scale);
  const isConnected = mood === 'open' || mood === 'doubt' || mood === 'silent';
  const shown = isConnected ? weight : undefined;
  const isLive = isFresh && mood === 'open' && shown !== undefined;
  return (
    <section
      aria-label={t('ofScale', { name: scale.name })}
      style={{
        minWidth: 300,
        padding: '10px 16px',
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: token.borderRadius,
      }}
    >
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: 16 }}>
        <strong>{scale.name}</strong>
        <DeviceLight device={scale} />
      </div>
      <div
        className="figures"
        style={{ textAlign: 'right', lineHeight: '56px', color: isLive ? token.colorText : token.colorTextDisabled }}
      >
        <span style={{ fontSize: 40, fontWeight: 600 }}>
          {shown && !shown.isOverloaded ? formatKilograms(shown.weightGrams) : '—'}
        </span>
        <span style={{ fontSize: 18, paddingInlineStart: 8 }}>kg</span>
      </div>
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', minHeight: 24 }}>
        <span style={{ display: 'flex', gap: 8 }}>{isLive && shown && <WeightTags weight={shown} />}</span>
        <span className="figures" style={{ fontSize: 12, color: token.colorTextSecondary }}>
          {ageText()}
        </span>
      </div>
    </section>
  );

  function ageText(): string {
    if (!shown) return t('weight.none');
    if (isLive) return t('weight.fresh');
    return `${t('weight.stale')} · ${t('weight.age', { seconds: Math.floor(ageMs / 1000) })}`;
  }
}

function WeightTags(props: { weight: { isStable: boolean; isOverloaded: boolean; isNet: boolean } }) {
  const { t } = useTranslation('devices');
  const { isStable, isOverloaded, isNet } = props.weight;
  return (
    <>
      {isOverloaded ? (
        <Tag color="error">{t('weight.overloaded')}</Tag>
      ) : (
        <Tag color={isStable ? 'success' : 'warning'}>{t(isStable ? 'weight.stable' : 'weight.moving')}</Tag>
      )}
      <Tag>{t(isNet ? 'weight.net' : 'weight.gross')}</Tag>
    </>
  );
}
