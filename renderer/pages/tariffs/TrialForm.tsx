import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LimitText, QuantityText } from '../../../main/modules/tariffs/decimals.schema.ts';
import { PERIODS, type Period } from '../../../main/modules/tariffs/document.schema.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { TariffRow } from './scheme.tsx';

/** Every period any of the tariff's schemes has a price for. */
function periodsOf({ document }: TariffRow): Period[] {
  const schemes = [document.scheme, ...document.seasons.map((season) => season.scheme)];
  const prices = schemes.map((scheme) => (scheme.kind === 'flat' ? scheme.price : scheme.tiers[0]?.price));
  return PERIODS.filter((period) => prices.some((price) => typeof price === 'object' && price[period] !== undefined));
}

type Ask = 'people' | 'heating' | 'quota' | 'capacity' | 'demand' | 'agreed' | 'reactive';

/** What the tariff wants to know beside the quantity. */
function asksOf({ document }: TariffRow): Ask[] {
  const schemes = [document.scheme, ...document.seasons.map((season) => season.scheme)];
  const tiered = schemes.filter((scheme) => scheme.kind === 'tiered');
  const has = (kind: string) => document.charges.some((charge) => charge.kind === kind);
  const asks: Record<Ask, boolean> = {
    people: tiered.some((scheme) => scheme.sizes.length > 0),
    heating: tiered.some((scheme) => scheme.heating !== undefined),
    quota: document.quota !== undefined,
    capacity: has('capacity'),
    demand: has('demand'),
    agreed: has('demand'),
    reactive: document.powerFactor !== undefined,
  };
  return (Object.keys(asks) as Ask[]).filter((ask) => asks[ask]);
}

/** What a quantity would cost, line by line, before anybody is billed. */
export function TrialForm({ tariff }: { tariff: TariffRow }) {
  const { t } = useTranslation('tariffs');
  const periods = periodsOf(tariff);
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [checks, setChecks] = useState<Partial<Record<Ask, boolean>>>({});
  const text = (key: string) => (QuantityText.safeParse(texts[key]).success ? (texts[key] ?? '0') : '0');
  const month = Number(text('month'));
  const asks = asksOf(tariff);
  const given = (key: string) =>
    asks.includes(key as Ask) && LimitText.safeParse(texts[key]).success ? texts[key] : undefined;
  const people = Number(given('people') ?? 0);
  const at = {
    runningTotal: text('running'),
    month: month >= 1 && month <= 12 ? month : 1,
    ...(Number.isInteger(people) && people >= 1 && people <= 30 && { people }),
    isHeating: asks.includes('heating') && checks.heating === true,
    hasQuota: asks.includes('quota') && checks.quota === true,
    capacityKva: given('capacity'),
    demandKw: given('demand'),
    agreedDemandKw: given('agreed'),
    reactiveKvarh: given('reactive'),
  };
  const usage =
    periods.length > 0
      ? { periods: Object.fromEntries(periods.map((period) => [period, text(period)])), ...at }
      : { quantity: text('quantity'), ...at };
  const isAsked = periods.length > 0 ? periods.some((period) => texts[period]) : Boolean(texts.quantity);
  const answer = useQuery(
    trpc.tariffs.try.queryOptions(
      { tariffId: tariff.tariffId, usage },
      { enabled: isAsked, placeholderData: keepPreviousData },
    ),
  );
  const isTiered = tariff.document.scheme.kind === 'tiered';
  const lineName = (line: { kind: string; name: string; tier: number | null }) => {
    if (line.kind === 'tier') return t(`tierNames.${line.tier}`);
    return line.kind === 'flat' ? t('lineFlat') : line.name || t(`lineKinds.${line.kind}`);
  };
  const field = (key: string, label: string) => (
    <Input
      key={key}
      aria-label={label}
      addonBefore={label}
      className="figures"
      style={{ width: 180 }}
      inputMode="decimal"
      value={texts[key] ?? ''}
      status={texts[key] && !QuantityText.safeParse(texts[key]).success ? 'error' : ''}
      onChange={(event) => setTexts((before) => ({ ...before, [key]: event.target.value.trim() }))}
    />
  );
  return (
    <section style={{ marginTop: 20 }}>
      <h3 style={{ fontSize: 14 }}>{t('try')}</h3>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        {periods.length > 0
          ? periods.map((period) => field(period, t(`periods.${period}`)))
          : field('quantity', t('tryQuantity'))}
        {isTiered && field('running', t('tryRunning'))}
        {tariff.document.seasons.length > 0 && field('month', t('tryMonth'))}
        {asks.map((ask) =>
          ask === 'heating' || ask === 'quota' ? (
            <Checkbox
              key={ask}
              checked={checks[ask] === true}
              onChange={(event) => setChecks({ ...checks, [ask]: event.target.checked })}
              style={{ alignItems: 'center' }}
            >
              {t(`tryAsks.${ask}`)}
            </Checkbox>
          ) : (
            field(ask, t(`tryAsks.${ask}`))
          ),
        )}
      </div>
      {answer.error && <ErrorNote error={answer.error} />}
      {isAsked && answer.data && (
        <Table
          style={{ marginTop: 8 }}
          size="small"
          pagination={false}
          rowKey={(line) => `${line.kind} ${line.name} ${line.tier} ${line.period}`}
          dataSource={answer.data.lines}
          columns={[
            {
              title: t('tiers'),
              render: (_, line) =>
                [lineName(line), line.period && t(`periods.${line.period}`)].filter(Boolean).join(' · '),
            },
            {
              title: t('range'),
              align: 'right',
              render: (_, line) => (
                <span className="figures">{line.kind === 'tier' && `${line.from} – ${line.to}`}</span>
              ),
            },
            {
              title: t('quantity'),
              align: 'right',
              render: (_, line) => <span className="figures">{Number(line.quantity) !== 0 && line.quantity}</span>,
            },
            {
              title: t('price'),
              align: 'right',
              render: (_, line) => <span className="figures">{Number(line.price) !== 0 && line.price}</span>,
            },
            { title: t('amount'), align: 'right', render: (_, line) => <span className="figures">{line.amount}</span> },
          ]}
          summary={() => (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={4}>
                {t('tryTotal')}
              </Table.Summary.Cell>
              <Table.Summary.Cell index={4} align="right">
                <strong className="figures">{answer.data.total}</strong>
              </Table.Summary.Cell>
            </Table.Summary.Row>
          )}
        />
      )}
    </section>
  );
}
