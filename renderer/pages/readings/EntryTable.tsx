import { Button, type TableProps, Tag, Tooltip, theme } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { localDate } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { DataTable, type EmptyState } from '../../ui/DataTable.tsx';
import { ConfirmReading } from './ConfirmReading.tsx';
import { RegisterValue } from './figures.tsx';
import { ReadingInput } from './ReadingInput.tsx';
import { TouEntry } from './TouEntry.tsx';
import type { RoundRow, TypedReading } from './useRecordReading.ts';

interface Props {
  query: Parameters<typeof DataTable<RoundRow>>[0]['query'];
  round: { month: string; service: string; show: string; building: string };
  readOn: string;
  zone: string;
  isEditable: boolean;
  onSaid: (text: string) => void;
  pagination: TableProps<RoundRow>['pagination'];
}

/** The round as a grid. The present value is typed in place; what is doubtful asks before it is stored. */
export function EntryTable(props: Props) {
  const { t } = useTranslation('readings');
  const { token } = theme.useToken();
  const grid = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState<TypedReading>();
  const [timed, setTimed] = useState<RoundRow>();
  const empty = useEmptyState(props.round.show);

  function move(from: HTMLInputElement | null, step: 1 | -1): void {
    const inputs: (HTMLInputElement | null)[] = [
      ...(grid.current?.querySelectorAll<HTMLInputElement>('[data-entry]') ?? []),
    ];
    const next = inputs[inputs.indexOf(from) + step];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }
  const inputOf = (row: RoundRow) =>
    grid.current?.querySelector<HTMLInputElement>(`[data-entry="${row.meterId}"]`) ?? null;

  function saved(row: RoundRow, result: Outputs['readings']['record']): void {
    const { state, usageMilli } = result;
    const key = state === 'doubtful' ? 'savedDoubtful' : usageMilli === null ? 'savedBaseline' : 'saved';
    props.onSaid(t(key, { door: row.doorNo, usage: usageMilli === null ? '' : formatMilli(usageMilli) }));
    move(inputOf(row), 1);
  }

  return (
    <div ref={grid}>
      <DataTable<RoundRow>
        query={props.query}
        rowKey="meterId"
        empty={empty}
        pagination={props.pagination}
        columns={[
          { title: t('door'), dataIndex: 'doorNo', width: 110 },
          { title: t('customer'), dataIndex: 'customerName', ellipsis: true },
          {
            title: t('meter'),
            width: 170,
            render: (_, row) => (
              <>
                {row.meterNo}
                {row.multiplier > 1 && (
                  <span style={{ color: token.colorTextSecondary }}>
                    {' '}
                    {t('multiplier', { multiplier: row.multiplier })}
                  </span>
                )}
              </>
            ),
          },
          {
            title: t('last'),
            align: 'right',
            width: 150,
            render: (_, row) => (
              <Tooltip title={row.last && localDate(row.last.readAt, props.zone)}>
                <span>
                  {row.last ? <RegisterValue milli={row.last.totalMilli} decimals={row.decimals} /> : t('noBaseline')}
                </span>
              </Tooltip>
            ),
          },
          {
            title: t('present'),
            align: 'right',
            width: 170,
            render: (_, row) =>
              props.isEditable && !row.isBilled ? (
                <ReadingInput
                  row={row}
                  readOn={props.readOn}
                  onAsk={setAsking}
                  onSaved={(result) => saved(row, result)}
                  onMove={(step) => move(inputOf(row), step)}
                />
              ) : (
                <RegisterValue milli={row.present?.totalMilli} decimals={row.decimals} />
              ),
          },
          {
            title: t('usage'),
            align: 'right',
            width: 110,
            render: (_, row) => (
              <span className="figures">
                {row.usageMilli === null ? '—' : formatMilli(row.usageMilli, row.decimals)}
              </span>
            ),
          },
          {
            title: t('source'),
            width: 140,
            render: (_, row) =>
              row.present
                ? `${t(`sources.${row.present.source}`)} ${localDate(row.present.readAt, props.zone).slice(5)}`
                : row.isWired && <span style={{ color: token.colorTextSecondary }}>{t('auto')}</span>,
          },
          {
            title: t('state'),
            width: 120,
            render: (_, row) => (
              <>
                <StateTag row={row} />
                {props.isEditable && (row.hasTou || row.hasDemand || row.hasReactive) && !row.isBilled && (
                  <Button type="link" size="small" onClick={() => setTimed(row)}>
                    {t(row.hasTou ? 'tou' : 'registers')}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
      {timed && (
        <TouEntry
          row={timed}
          readOn={props.readOn}
          onAsk={setAsking}
          onSaved={(result) => saved(timed, result)}
          onClose={() => setTimed(undefined)}
        />
      )}
      {asking && (
        <ConfirmReading
          typed={asking}
          onDone={(result) => {
            setAsking(undefined);
            if (result) saved(asking.row, result);
            else inputOf(asking.row)?.focus();
          }}
        />
      )}
    </div>
  );
}

function useEmptyState(show: string): EmptyState {
  const { t } = useTranslation('readings');
  const navigate = useNavigate();
  if (show === 'missing') return { title: t('emptyMissing') };
  if (show === 'doubtful') return { title: t('emptyDoubtful') };
  return {
    title: t('empty'),
    hint: t('emptyHint'),
    action: { label: t('toMeters'), onClick: () => navigate('/meters') },
  };
}

function StateTag({ row }: { row: RoundRow }) {
  const { t } = useTranslation('readings');
  if (row.isBilled) return <Tag>{t('states.billed')}</Tag>;
  if (!row.present) return <Tag>{t('states.missing')}</Tag>;
  if (row.present.state === 'doubtful')
    return (
      <Tooltip title={row.present.doubts.map((doubt) => t(`doubts.${doubt}`)).join(' · ')}>
        <Tag color="warning">{t('states.doubtful')}</Tag>
      </Tooltip>
    );
  return <Tag color="success">{t('states.accepted')}</Tag>;
}
