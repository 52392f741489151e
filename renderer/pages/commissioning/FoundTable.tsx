import { Button, Input, InputNumber, Select, Table, Tag, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { lineText } from '../../../main/devices/link/line.schema.ts';
import { MeterNo, MeterService } from '../../../main/modules/meters/meters.schema.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { useErrorText } from '../../ui/ErrorNote.tsx';
import { type FoundRow, mapName } from './found-meters.ts';

/** Every found meter with what it answered beside what its plate says. */
export function FoundTable(props: {
  rows: readonly FoundRow[];
  chosen: readonly string[];
  active: string | undefined;
  onChoose: (keys: readonly string[]) => void;
  onChange: (key: string, change: { meterNo?: string; service?: FoundRow['service']; multiplier?: number }) => void;
  onDescribe: (key: string) => void;
}) {
  const { t } = useTranslation('commissioning');
  const { t: word } = useTranslation('meters');
  const { token } = theme.useToken();
  const { onChange } = props;
  return (
    <Table<FoundRow>
      size="small"
      sticky
      rowKey="key"
      dataSource={props.rows}
      pagination={props.rows.length > 100 ? { pageSize: 100, showSizeChanger: false, size: 'small' } : false}
      onRow={(row) => (row.key === props.active ? { style: { background: token.colorPrimaryBg } } : {})}
      expandable={{
        expandedRowKeys: props.rows.filter((row) => row.error).map((row) => row.key),
        showExpandColumn: false,
        expandedRowRender: (row) => <Refusal row={row} />,
      }}
      rowSelection={{
        selectedRowKeys: [...props.chosen],
        onChange: (keys) => props.onChoose(keys as string[]),
        getCheckboxProps: (row) => ({
          disabled: row.known !== undefined,
          'aria-label': t('choose', { address: row.found.address }),
        }),
      }}
      columns={[
        { title: word('protocolTitle'), width: 124, render: (_, { found }) => word(`protocol.${found.protocol}`) },
        { title: word('address'), className: 'figures', width: 134, render: (_, { found }) => found.address },
        {
          title: t('line'),
          className: 'figures',
          width: 92,
          render: (_, { line }) => (line ? lineText(line) : t('asBus')),
        },
        {
          title: t('settings'),
          width: 138,
          render: (_, row) =>
            row.known ? (
              '—'
            ) : (
              <Button
                size="small"
                danger={row.found.protocol === 'modbus' && mapName(row) === undefined}
                aria-label={t('settingsOf', { address: row.found.address })}
                style={{ maxWidth: 122 }}
                onClick={() => props.onDescribe(row.key)}
              >
                <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
                  {row.found.protocol === 'modbus' ? (mapName(row) ?? t('chooseModel')) : t('settings')}
                </span>
              </Button>
            ),
        },
        {
          title: t('reading'),
          align: 'right',
          className: 'figures',
          width: 118,
          render: (_, row) => <Reading row={row} />,
        },
        {
          title: word('meterNo'),
          width: 156,
          render: (_, row) =>
            row.known ? (
              <Link to={`/meters/${row.known.meterId}`} className="figures">
                {row.known.meterNo}
              </Link>
            ) : (
              <Input
                size="small"
                className="figures"
                aria-label={t('meterNoOf', { address: row.found.address })}
                status={MeterNo.safeParse(row.meterNo).success ? '' : 'error'}
                value={row.meterNo}
                onChange={(event) => onChange(row.key, { meterNo: event.target.value })}
              />
            ),
        },
        {
          title: word('serviceTitle'),
          width: 90,
          render: (_, row) =>
            row.known ? (
              '—'
            ) : (
              <Select
                size="small"
                style={{ width: 76 }}
                aria-label={t('serviceOf', { address: row.found.address })}
                value={row.service}
                options={MeterService.options.map((value) => ({ value, label: word(`service.${value}`) }))}
                onChange={(service) => onChange(row.key, { service })}
              />
            ),
        },
        {
          title: word('multiplier'),
          width: 92,
          align: 'right',
          render: (_, row) =>
            row.known ? (
              '—'
            ) : (
              <InputNumber
                size="small"
                min={1}
                max={1_000_000}
                precision={0}
                controls={false}
                style={{ width: 64 }}
                aria-label={t('multiplierOf', { address: row.found.address })}
                value={row.multiplier}
                onChange={(multiplier) => multiplier && onChange(row.key, { multiplier })}
              />
            ),
        },
        { title: word('account'), ellipsis: true, render: (_, row) => accountText(row) || '—' },
        {
          title: t('state'),
          width: 92,
          render: (_, row) => (row.known ? <Tag color="success">{t('isRegistered')}</Tag> : <Tag>{t('isNew')}</Tag>),
        },
      ]}
    />
  );
}

/** Why a meter could not be read, and what to do. */
function Refusal({ row }: { row: FoundRow }) {
  const { t } = useTranslation('commissioning');
  const { token } = theme.useToken();
  const errorText = useErrorText();
  const hasNoMap = row.found.protocol === 'modbus' && mapName(row) === undefined;
  return <span style={{ color: token.colorError }}>{hasNoMap ? t('needsModel') : errorText(row.error).text}</span>;
}

function Reading({ row }: { row: FoundRow }) {
  const { t } = useTranslation('commissioning');
  const { token } = theme.useToken();
  if (row.error) return <span style={{ color: token.colorError }}>{t('noReading')}</span>;
  if (!row.registers) return <>—</>;
  return (
    <>
      {formatMilli(row.registers.totalMilli, 2)} {row.service === 'electricity' ? 'kWh' : 'm³'}
    </>
  );
}

function accountText({ known, account }: FoundRow): string {
  if (known) return [known.doorNo, known.customerName].filter(Boolean).join(' ');
  return account ? `${account.doorNo} ${account.customerName}` : '';
}
