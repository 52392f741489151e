import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { adviceKey, type Device, type TestResult } from './device-state.ts';
import { ModemInfo } from './ModemInfo.tsx';
import { RegisterTable } from './RegisterTable.tsx';

/** What a test of the connection found, and what to do about it. */
export function TestOutcome({ kind, result }: { kind: Device['kind']; result: TestResult }) {
  const { t } = useTranslation('devices');
  const { problem, isCrowded, meters, registers, weight, modem, isPrinted, scan, statistics } = result;
  const addresses = meters.map((meter) => meter.address);
  const heard = t('test.heard', { bytes: statistics.bytesIn, answers: statistics.answers });
  if (isCrowded || addresses.length > 1) {
    const found = addresses.length > 0 && (
      <div className="figures">{t('test.found', { addresses: addresses.join(', ') })}</div>
    );
    return (
      <Alert
        role="status"
        type="warning"
        showIcon
        title={t('test.crowded')}
        description={
          <>
            {found}
            {heard}
          </>
        }
      />
    );
  }
  if (problem) {
    return (
      <Alert
        role="status"
        type="error"
        showIcon
        title={t(`problem.${problem.code}`)}
        description={
          <>
            <div>{t(`advice.${adviceKey(kind, problem.code)}`)}</div>
            <div style={{ fontSize: 12, marginTop: 4, overflowWrap: 'anywhere' }}>{problem.detail || heard}</div>
          </>
        }
      />
    );
  }
  if (weight) {
    const state = t(weight.isOverloaded ? 'weight.overloaded' : weight.isStable ? 'weight.stable' : 'weight.moving');
    const title = weight.isOverloaded
      ? t('test.overloaded')
      : t('test.weighs', { weight: formatKilograms(weight.weightGrams), state });
    return (
      <Alert
        role="status"
        type={weight.isOverloaded ? 'warning' : 'success'}
        showIcon
        title={title}
        description={heard}
      />
    );
  }
  if (isPrinted)
    return (
      <Alert role="status" type="success" showIcon title={t('test.printed')} description={t('test.printedHint')} />
    );
  if (scan) {
    const { text, symbology } = scan;
    return (
      <Alert
        role="status"
        type="success"
        showIcon
        title={t('test.scanned', { text })}
        description={symbology === null ? t('test.noSymbology') : t('test.symbology', { name: symbology })}
      />
    );
  }
  if (modem) {
    const isFit = modem.sim === 'ready' && (modem.network === 'home' || modem.network === 'roaming');
    return (
      <Alert
        role="status"
        type={isFit ? 'success' : 'warning'}
        showIcon
        title={t(isFit ? 'test.good' : 'test.modemUnfit')}
        description={<ModemInfo modem={modem} />}
      />
    );
  }
  return (
    <Alert
      role="status"
      type="success"
      showIcon
      title={registers ? t('test.meterRead', { address: addresses[0] ?? '' }) : t('test.good')}
      description={registers ? <RegisterTable registers={registers} /> : heard}
    />
  );
}
