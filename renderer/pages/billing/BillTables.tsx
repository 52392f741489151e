import { Table, Tooltip, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatScaled, formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';

type BillData = Extract<Outputs['billing']['bill'], { kind: 'usage' }>;
const REGISTERS = ['total', 'sharp', 'peak', 'flat', 'valley'] as const;

export function unitText(unit: string): string {
  return unit === 'm3' ? 'm³' : unit;
}

/** Both readings of every register, and the sum that makes the quantity. */
export function ReadingTable({ bill }: { bill: BillData }) {
  const { t } = useTranslation('billing');
  const { token } = theme.useToken();
  const { previous, present, meter, turns, registerMilli, unit, further } = bill.explain;
  const shown = (milli: number | null) => (
    <span className="figures">{milli === null ? '—' : formatMilli(milli, meter.decimals)}</span>
  );
  const range = 10 ** meter.digits;
  const rows = REGISTERS.flatMap((register) => {
    const [before, now] = [previous[`${register}Milli`], present[`${register}Milli`]];
    if (before === null || now === null) return [];
    const turned = register === 'total' ? registerMilli : now - before + (now < before ? range * 1000 : 0);
    return [{ register, before, now, used: turned }];
  });
  const [reactiveBefore, reactiveNow] = further?.reactiveMilli ?? [];
  const more = [
    ...(reactiveBefore === undefined || reactiveNow === undefined
      ? []
      : [
          {
            register: 'reactive' as const,
            before: reactiveBefore,
            now: reactiveNow,
            used: reactiveNow - reactiveBefore + (reactiveNow < reactiveBefore ? range * 1000 : 0),
          },
        ]),
    ...(further?.demandMilli === undefined
      ? []
      : [{ register: 'demand' as const, before: null, now: further.demandMilli, used: null }]),
  ];
  const head = (label: string, reading: typeof present) => (
    <>
      {label}
      <br />
      <span style={{ fontWeight: 400, fontSize: 12 }}>
        {reading.on} {reading.role === 'baseline' ? t('baseline') : t(`sources.${reading.source}`)}
      </span>
    </>
  );
  const turnedText = turns > 0 ? ` + ${turns > 1 ? `${turns} × ` : ''}${range}` : '';
  return (
    <>
      <Table
        size="small"
        pagination={false}
        rowKey="register"
        dataSource={[...rows, ...more]}
        columns={[
          { title: t('register'), render: (_, row) => t(`registers.${row.register}`) },
          { title: head(t('previous'), previous), align: 'right', render: (_, row) => shown(row.before) },
          { title: head(t('present'), present), align: 'right', render: (_, row) => shown(row.now) },
          { title: t('difference'), align: 'right', render: (_, row) => shown(row.used) },
        ]}
      />
      <p className="figures" style={{ margin: '6px 0 0', whiteSpace: 'normal' }}>
        ({formatMilli(present.totalMilli, meter.decimals)}
        {turnedText} − {formatMilli(previous.totalMilli, meter.decimals)}) × {meter.multiplier} ={' '}
        <strong>
          {formatMilli(bill.explain.volume?.meteredMilli ?? bill.quantityMilli)} {unitText(unit)}
        </strong>
        {turns > 0 && <span style={{ color: token.colorWarning }}> {t('turned', { times: turns })}</span>}
      </p>
    </>
  );
}

/** A charge's name as the tariff wrote it on the day of the bill. */
function nameOf(note: Record<string, unknown>): string {
  return typeof note.name === 'string' ? note.name : '';
}

/** Every line: quantity × price = amount; hovering an amount shows it before rounding. */
export function LineTable({ bill }: { bill: BillData }) {
  const { t } = useTranslation('billing');
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="lineNo"
      dataSource={bill.lines}
      columns={[
        {
          title: t('item'),
          render: (_, line) => {
            if (line.kind !== 'tier' && line.kind !== 'flat') return nameOf(line.note) || t(`lineKinds.${line.kind}`);
            const name = line.tier === null ? t('flat') : t(`tierNames.${line.tier}`);
            const days = Array.isArray(line.note.days)
              ? t('partDays', { days: line.note.days[0], of: line.note.days[1] })
              : '';
            return [name, line.period && t(`registers.${line.period}`), days].filter(Boolean).join(' · ');
          },
        },
        {
          title: t('range'),
          align: 'right',
          render: (_, { kind, note }) => (
            <span className="figures">
              {kind === 'tier' &&
                typeof note.fromMilli === 'number' &&
                typeof note.toMilli === 'number' &&
                t('tierFromTo', { from: formatMilli(note.fromMilli), to: formatMilli(note.toMilli) })}
            </span>
          ),
        },
        {
          title: t('inUnit', { what: t('quantity'), unit: unitText(bill.explain.unit) }),
          align: 'right',
          render: (_, line) => (
            <span className="figures">{line.quantityMilli !== 0 && formatMilli(line.quantityMilli)}</span>
          ),
        },
        {
          title: t('price'),
          align: 'right',
          render: (_, line) => (
            <span className="figures">{line.priceE8 !== 0 && formatScaled(line.priceE8, 8, 2)}</span>
          ),
        },
        {
          title: t('lineAmount'),
          align: 'right',
          render: (_, line) => (
            <Tooltip title={t('exact', { exact: String(line.note.exactYuan) })}>
              <span className="figures">{formatYuan(line.amountFen)}</span>
            </Tooltip>
          ),
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={2}>
            {t('total')}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={2} align="right">
            <span className="figures">{formatMilli(bill.quantityMilli)}</span>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={3} />
          <Table.Summary.Cell index={4} align="right">
            <strong className="figures">{formatYuan(bill.amountFen)}</strong>
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}
