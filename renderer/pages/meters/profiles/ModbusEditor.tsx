import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MODBUS_PRESETS, presetNamed } from '../../../../main/devices/meter-modbus/presets.schema.ts';
import type { ModbusProfile } from '../../../../main/devices/meter-modbus/profile.schema.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { JsonFileButton } from '../../../ui/JsonFileButton.tsx';
import { saveText } from '../../../ui/usePrintPreview.ts';
import { ModbusSettings } from './ModbusSettings.tsx';
import { mapFile, nextRow, type RegisterRow, readMap, readMapFile, toRows, withPreset } from './modbus-map.ts';
import { RegisterRows } from './RegisterRows.tsx';
import { type TestPlace, useTestReading } from './useTestReading.ts';

type Rest = Omit<ModbusProfile, 'registers'>;

/** The register map of a meter as a table, with a reading of the meter beside it. Nothing is kept until it is saved. */
export function ModbusEditor(props: {
  profile: ModbusProfile;
  place: TestPlace | undefined;
  onSave: (profile: ModbusProfile) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('profiles');
  const { registers, ...initial } = props.profile;
  const [rows, setRows] = useState<readonly RegisterRow[]>(() => toRows(registers));
  const [rest, setRest] = useState<Rest>(initial);
  const test = useTestReading(props.place);
  const read = readMap(rows, rest);
  const fault = 'fault' in read ? read : undefined;

  function change(next: readonly RegisterRow[], others: Rest = rest): void {
    setRows(next);
    setRest(others);
    test.forget();
  }

  function take({ registers: taken, ...others }: ModbusProfile): void {
    change(toRows(taken), others);
  }

  return (
    <Modal
      open
      width={1120}
      title={t('modbus.title')}
      okText={t('modbus.keep')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !!fault }}
      onOk={() => 'profile' in read && props.onSave(read.profile)}
      onCancel={props.onClose}
      mask={{ closable: false }}
      style={{ top: 40 }}
    >
      <div style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
        <Select
          aria-label={t('preset')}
          style={{ width: 240 }}
          value={presetNamed(rest.preset) ? rest.preset : null}
          placeholder={t('choosePreset')}
          options={MODBUS_PRESETS.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            const preset = presetNamed(id);
            if (preset) take(withPreset(rest, preset));
          }}
        />
        <MapImport onRead={take} />
        <Button
          icon={<DownloadOutlined />}
          disabled={!!fault || rows.length === 0}
          onClick={() =>
            'profile' in read &&
            saveText(`modbus-${rest.preset || 'map'}.json`, mapFile(read.profile), 'application/json')
          }
        >
          {t('modbus.export')}
        </Button>
        <span style={{ flex: 1 }} />
        <Button
          disabled={!props.place || !!fault || rows.length === 0}
          loading={test.isPending}
          onClick={() => 'profile' in read && test.run(read.profile)}
          title={props.place ? undefined : t('modbus.testNeedsPlace')}
        >
          {t('modbus.test')}
        </Button>
      </div>
      {!!test.error && <ErrorNote error={test.error} />}
      {test.isImprecise && <Alert type="warning" showIcon title={t('modbus.imprecise')} style={{ marginBottom: 8 }} />}
      <RegisterRows rows={rows} onChange={change} values={test.values} faultRow={fault?.row ?? null} />
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', margin: '8px 0' }}>
        <Button type="dashed" icon={<PlusOutlined />} onClick={() => change([...rows, nextRow(rows)])}>
          {t('modbus.addRow')}
        </Button>
        {fault && (
          <span role="alert" style={{ color: 'var(--ant-color-error)' }}>
            {fault.row === null
              ? t(`modbus.faults.${fault.fault}`)
              : t('modbus.faultInRow', { row: fault.row + 1, fault: t(`modbus.faults.${fault.fault}`) })}
          </span>
        )}
      </div>
      <ModbusSettings value={rest} onChange={(others) => change(rows, others)} />
    </Modal>
  );
}

/** A file that is no map changes nothing. */
function MapImport(props: { onRead: (profile: ModbusProfile) => void }) {
  const { t } = useTranslation('profiles');
  const { message } = App.useApp();
  async function take(file: File): Promise<void> {
    const profile = readMapFile(await file.text());
    if (profile) props.onRead(profile);
    else message.error(t('modbus.noMapFile', { file: file.name }));
  }
  return <JsonFileButton label={t('modbus.import')} onFile={(file) => void take(file)} />;
}
