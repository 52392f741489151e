import { useMutation } from '@tanstack/react-query';
import { App, Button, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

export type ClockRow = NonNullable<Outputs['commissioning']['clocks']['check']>['rows'][number];

/** DL/T 645: a clock five minutes off or more does not take a broadcast. */
const BROADCAST_LIMIT_S = 300;
/** Nobody minds it. */
const GOOD_S = 30;

/** The clocks of a bus, each with the way to set it alone. */
export function ClockTable({
  rows,
  isBusy,
  onSet,
}: {
  rows: readonly ClockRow[];
  isBusy: boolean;
  onSet: () => Promise<unknown>;
}) {
  const { t } = useTranslation('commissioning');
  const { t: word } = useTranslation('meters');
  const { modal, message } = App.useApp();
  const set = useMutation(
    trpc.commissioning.setClock.mutationOptions({
      onSuccess: ({ meterNo, aheadSeconds }) =>
        message.success(
          aheadSeconds === null
            ? t('clock.wasSetBlind', { meterNo })
            : t('clock.wasSet', { meterNo, seconds: aheadSeconds }),
        ),
      onSettled: onSet,
    }),
  );
  const confirmSet = ({ meterId, meterNo }: ClockRow) => {
    const requestId = newRequestId() as never;
    modal.confirm({
      title: t('clock.setOneTitle', { meterNo }),
      content: t('clock.setOneHint'),
      okText: t('clock.setOne'),
      cancelText: t('back'),
      onOk: () => set.mutate({ meterId, requestId }),
    });
  };
  return (
    <>
      {set.error && <ErrorNote error={set.error} />}
      <Table<ClockRow>
        size="small"
        sticky
        rowKey="meterId"
        dataSource={rows}
        pagination={false}
        columns={[
          { title: word('meterNo'), dataIndex: 'meterNo', className: 'figures', width: 180 },
          { title: word('address'), dataIndex: 'address', className: 'figures', width: 160 },
          {
            title: t('clock.ahead'),
            align: 'right',
            className: 'figures',
            width: 120,
            sorter: (a, b) => Math.abs(a.aheadSeconds ?? 0) - Math.abs(b.aheadSeconds ?? 0),
            render: (_, row) => (row.aheadSeconds === null ? '—' : signed(row.aheadSeconds)),
          },
          { title: t('state'), render: (_, row) => <ClockState row={row} /> },
          {
            width: 140,
            align: 'right',
            render: (_, row) =>
              row.canSet &&
              isOff(row) && (
                <Button
                  size="small"
                  disabled={isBusy}
                  loading={set.isPending && set.variables.meterId === row.meterId}
                  aria-label={`${t('clock.setOne')} ${row.meterNo}`}
                  onClick={() => confirmSet(row)}
                >
                  {t('clock.setOne')}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

function isOff({ aheadSeconds }: ClockRow): boolean {
  return aheadSeconds !== null && Math.abs(aheadSeconds) > GOOD_S;
}

function ClockState({ row }: { row: ClockRow }) {
  const { t } = useTranslation('commissioning');
  const { aheadSeconds, refusal } = row;
  if (refusal) return <>{t(refusal.code, { ns: 'errors', ...refusal.params })}</>;
  if (aheadSeconds === null) return <Tag>{t('clock.none')}</Tag>;
  if (Math.abs(aheadSeconds) >= BROADCAST_LIMIT_S) return <Tag color="error">{t('clock.tooFar')}</Tag>;
  return isOff(row) ? <Tag color="warning">{t('clock.off')}</Tag> : <Tag color="success">{t('clock.good')}</Tag>;
}

function signed(seconds: number): string {
  return seconds > 0 ? `+${seconds}` : String(seconds);
}
