import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceTable } from '../../../main/modules/commissioning/device-table.schema.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { changesOf } from './table-file.ts';

export type Repairs = Outputs['commissioning']['readSheet']['repairs'];

const LIST = { maxHeight: 220, overflow: 'auto', margin: 0, paddingInlineStart: 20 } as const;
/** More than this nobody reads. */
const SHOWN = 300;

/** What importing the file would do, meter by meter, before it is done. */
export function TableImportDialog(props: {
  table: DeviceTable;
  change: Outputs['commissioning']['previewTable'];
  repairs: Repairs;
  onClose: () => void;
}) {
  const { t } = useTranslation('commissioning');
  const { message } = App.useApp();
  const [requestId] = useState(newRequestId);
  const { devices, meters } = props.change;
  const now = useQuery(trpc.commissioning.table.queryOptions(undefined, { staleTime: 0 }));
  const apply = useMutation(
    trpc.commissioning.importTable.mutationOptions({
      onSuccess: () => {
        message.success(t('table.done'));
        void queryClient.invalidateQueries();
        props.onClose();
      },
    }),
  );
  const isNothing = devices.added + devices.changed + meters.added + meters.changed === 0;
  const changes = now.data ? changesOf(now.data, props.table) : [];
  return (
    <Modal
      open
      width={640}
      title={t('table.import')}
      okText={t('table.apply')}
      cancelText={t('back')}
      okButtonProps={{ disabled: isNothing, loading: apply.isPending }}
      onCancel={props.onClose}
      onOk={() => apply.mutate({ table: props.table, requestId: requestId as never })}
    >
      {props.table.devices.length > 0 && <p className="figures">{t('table.devices', devices)}</p>}
      <p className="figures">{t('table.meters', meters)}</p>
      {isNothing && <p>{t('table.nothing')}</p>}
      {props.repairs.length > 0 && (
        <>
          <p>{t('table.repairs', { n: props.repairs.length })}</p>
          <ul className="figures" style={LIST}>
            {props.repairs.slice(0, SHOWN).map(({ row, column, from, to }) => (
              <li key={`${row} ${column}`}>{t('table.repair', { row, column: t(`columns.${column}`), from, to })}</li>
            ))}
          </ul>
        </>
      )}
      {changes.length > 0 && (
        <>
          <p>{t('table.changes')}</p>
          <ul className="figures" style={LIST}>
            {changes.slice(0, SHOWN).map(({ meterNo, fields }) => (
              <li key={meterNo}>
                {fields.length === 0
                  ? t('table.isAdded', { meterNo })
                  : t('table.isChanged', {
                      meterNo,
                      fields: fields.map((name) => t(`columns.${name}`)).join(t('table.between')),
                    })}
              </li>
            ))}
          </ul>
        </>
      )}
      {apply.error && <ErrorNote error={apply.error} />}
    </Modal>
  );
}
