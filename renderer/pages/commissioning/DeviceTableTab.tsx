import { DownloadOutlined, ImportOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceTable } from '../../../main/modules/commissioning/device-table.schema.ts';
import { SERVICE_WORDS } from '../../../main/modules/commissioning/sheet.columns.domain.ts';
import type { MeterService } from '../../../main/modules/meters/meters.schema.ts';
import { client, queryClient, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ExcelButton } from '../../ui/ExcelButton.tsx';
import { toBase64 } from '../../ui/file-base64.ts';
import { saveText } from '../../ui/usePrintPreview.ts';
import { useToday } from '../../ui/useToday.ts';
import { type Repairs, TableImportDialog } from './TableImportDialog.tsx';
import { type FileFault, readTableFile } from './table-file.ts';

/** As much as the station takes in one request. */
const MOST_BYTES = 8 * 1024 * 1024;
const SHOWN = 20;

/** The devices and the wires of the meters as one file, or the meters alone as a sheet to be changed in quantity. */
export function DeviceTableTab() {
  const { t } = useTranslation('commissioning');
  const { message } = App.useApp();
  const { today } = useToday();
  const { lang } = usePreferences();
  const input = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [taken, setTaken] = useState<{ table: DeviceTable; repairs: Repairs }>();
  const preview = useMutation(trpc.commissioning.previewTable.mutationOptions());
  const sheet = useMutation(trpc.commissioning.readSheet.mutationOptions());

  async function download(): Promise<void> {
    const written = await queryClient.fetchQuery(trpc.commissioning.table.queryOptions(undefined, { staleTime: 0 }));
    saveText(`stationdesk-devices-${today}.json`, `${JSON.stringify(written, null, 2)}\n`, 'application/json');
  }

  function take(table: DeviceTable, repairs: Repairs): void {
    preview.mutate({ table }, { onSuccess: () => setTaken({ table, repairs }) });
  }

  async function read(file: File): Promise<void> {
    setTaken(undefined);
    setFaults([]);
    preview.reset();
    sheet.reset();
    if (file.size > MOST_BYTES) return setFaults([t('table.tooLarge')]);
    if (!file.name.toLowerCase().endsWith('.json')) {
      sheet.mutate(
        { base64: await toBase64(file) },
        {
          onSuccess: (answer) => {
            if (answer.faults.length === 0) take(answer.table, answer.repairs);
            else
              setFaults(
                answer.faults.map(({ row, column, code, value, choices }) => {
                  const isService = column === 'service' && code === 'choice';
                  const listed = isService ? choices.map((name) => SERVICE_WORDS[name as MeterService][lang]) : choices;
                  const params = { row, column: t(`columns.${column}`), value };
                  return t(`table.cell.${code}`, { ...params, choices: listed.join(t('table.between')) });
                }),
              );
          },
        },
      );
      return;
    }
    const reading = readTableFile(await file.text());
    if (reading.success) take(reading.table, []);
    else setFaults(reading.faults.length > 0 ? reading.faults.map(words) : [t('table.notJson')]);
  }

  function words({ place, field, code }: FileFault): string {
    return t(`table.file.${code}`, { place, field });
  }

  const error = sheet.error ?? preview.error;
  return (
    <div style={{ maxWidth: 820, display: 'flex', flexDirection: 'column', gap: 12 }}>
      <p style={{ margin: 0 }}>{t('table.hint')}</p>
      <p style={{ margin: 0 }}>{t('table.sheetHint')}</p>
      <div style={{ display: 'flex', gap: 8 }}>
        <ExcelButton fetch={(lang) => client.commissioning.sheet.query({ lang })} />
        <Button
          icon={<DownloadOutlined />}
          onClick={() => void download().catch(() => message.error(t('table.notWritten')))}
        >
          {t('table.export')}
        </Button>
        <Button
          type="primary"
          icon={<ImportOutlined />}
          loading={preview.isPending || sheet.isPending}
          onClick={() => input.current?.click()}
        >
          {t('table.import')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.csv,.json"
          aria-label={t('table.import')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void read(file);
          }}
        />
      </div>
      {faults.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('table.refused')}
          description={
            <>
              {faults.slice(0, SHOWN).map((fault) => (
                <div key={fault}>{fault}</div>
              ))}
              {faults.length > SHOWN && <div>{t('table.more', { n: faults.length - SHOWN })}</div>}
            </>
          }
        />
      )}
      {error && <ErrorNote error={error} />}
      {taken && preview.data && (
        <TableImportDialog {...taken} change={preview.data} onClose={() => setTaken(undefined)} />
      )}
    </div>
  );
}
