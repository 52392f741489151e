import { DownloadOutlined, ImportOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeviceTable } from '../../../main/modules/commissioning/device-table.schema.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { saveText } from '../../ui/usePrintPreview.ts';
import { useToday } from '../../ui/useToday.ts';

type Change = Outputs['commissioning']['previewTable'];

/** The devices and the wires of the meters as one file: to another computer, or edited in quantity. */
export function DeviceTableTab() {
  const { t } = useTranslation('commissioning');
  const { message } = App.useApp();
  const { today } = useToday();
  const input = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [table, setTable] = useState<DeviceTable>();
  const preview = useMutation(trpc.commissioning.previewTable.mutationOptions());

  async function download(): Promise<void> {
    const written = await queryClient.fetchQuery(trpc.commissioning.table.queryOptions(undefined, { staleTime: 0 }));
    saveText(`stationdesk-devices-${today}.json`, `${JSON.stringify(written, null, 2)}\n`, 'application/json');
  }

  async function take(file: File): Promise<void> {
    setTable(undefined);
    preview.reset();
    const read = readTable(await file.text());
    if (!read.success) {
      setFaults(read.faults.length > 0 ? read.faults : [t('table.notJson')]);
      return;
    }
    setFaults([]);
    preview.mutate({ table: read.table }, { onSuccess: () => setTable(read.table) });
  }

  return (
    <div style={{ maxWidth: 720, display: 'flex', flexDirection: 'column', gap: 12 }}>
      <p style={{ margin: 0 }}>{t('table.hint')}</p>
      <div style={{ display: 'flex', gap: 8 }}>
        <Button
          icon={<DownloadOutlined />}
          onClick={() => void download().catch(() => message.error(t('table.notWritten')))}
        >
          {t('table.export')}
        </Button>
        <Button icon={<ImportOutlined />} loading={preview.isPending} onClick={() => input.current?.click()}>
          {t('table.import')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={t('table.import')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void take(file);
          }}
        />
      </div>
      {faults.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('table.refused')}
          description={faults.map((fault) => <div key={fault}>{fault}</div>)}
        />
      )}
      {preview.error && <ErrorNote error={preview.error} />}
      {table && preview.data && (
        <ImportDialog table={table} change={preview.data} onClose={() => setTable(undefined)} />
      )}
    </div>
  );
}

function ImportDialog(props: { table: DeviceTable; change: Change; onClose: () => void }) {
  const { t } = useTranslation('commissioning');
  const { message } = App.useApp();
  const [requestId] = useState(newRequestId);
  const { devices, meters } = props.change;
  const apply = useMutation(
    trpc.commissioning.importTable.mutationOptions({
      onSuccess: () => {
        message.success(t('table.done'));
        props.onClose();
      },
    }),
  );
  const isNothing = devices.added + devices.changed + meters.added + meters.changed === 0;
  return (
    <Modal
      open
      title={t('table.import')}
      okText={t('table.apply')}
      cancelText={t('back')}
      okButtonProps={{ disabled: isNothing, loading: apply.isPending }}
      onCancel={props.onClose}
      onOk={() => apply.mutate({ table: props.table, requestId: requestId as never })}
    >
      <p className="figures">{t('table.devices', devices)}</p>
      <p className="figures">{t('table.meters', meters)}</p>
      {isNothing && <p>{t('table.nothing')}</p>}
      {apply.error && <ErrorNote error={apply.error} />}
    </Modal>
  );
}

type Reading = { success: true; table: DeviceTable } | { success: false; faults: readonly string[] };

/** Every faulty field by its place; no faults when it is not JSON at all. */
function readTable(text: string): Reading {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { success: false, faults: [] };
  }
  const parsed = DeviceTable.safeParse(json);
  if (parsed.success) return { success: true, table: parsed.data };
  return { success: false, faults: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
}
