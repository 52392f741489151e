import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Segmented, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STAGES } from '../../../main/modules/dunning/dunning.schema.ts';
import { LEGAL_MINIMUM } from '../../../main/modules/dunning/legal.domain.ts';
import { DunningRule } from '../../../main/modules/dunning/rule.schema.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useAct } from './useAct.ts';

type Rule = Outputs['dunning']['rules'][number];

const number = (label: string, value: number, onChange: (value: number) => void, more: object = {}) => (
  <InputNumber
    aria-label={label}
    className="figures"
    style={{ width: 110 }}
    min={0}
    precision={0}
    value={value}
    onChange={(next) => onChange(typeof next === 'number' ? next : 0)}
    {...more}
  />
);

/** Stages by days and amount; for services that may be stopped also how and when. */
export function RuleForm({ view }: { view: Rule }) {
  const { t } = useTranslation('dunning');
  const [rule, setRule] = useState(view.rule);
  const mayWrite = useMay('dunning.rules');
  const { done } = useAct();
  const save = useMutation(trpc.dunning.saveRule.mutationOptions({ onSuccess: done }));
  const { mayStop } = LEGAL_MINIMUM[view.service];
  const isValid = DunningRule.safeParse(rule).success;
  return (
    <Form component={false} labelCol={{ flex: '150px' }} disabled={!mayWrite} size="small">
      {STAGES.filter((stage) => mayStop || stage === 'reminder' || stage === 'demand').map((stage) => {
        const change = (part: Partial<Rule['rule']['reminder']>) =>
          setRule({ ...rule, [stage]: { ...rule[stage], ...part } });
        return (
          <Form.Item key={stage} label={t(`stages.${stage}`)}>
            <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
              <Switch
                aria-label={t('stageOn', { stage: t(`stages.${stage}`) })}
                checked={rule[stage].isOn}
                onChange={(isOn) => change({ isOn })}
              />
              {t('overdueFrom')}
              {number(
                t('daysOf', { stage: t(`stages.${stage}`) }),
                rule[stage].afterDays,
                (afterDays) => change({ afterDays }),
                {
                  suffix: t('dayUnit'),
                },
              )}
              {t('owedFrom')}
              {number(
                t('amountOf', { stage: t(`stages.${stage}`) }),
                rule[stage].minFen / 100,
                (yuan) => change({ minFen: Math.round(yuan * 100) }),
                { suffix: t('yuan'), precision: 2 },
              )}
            </div>
          </Form.Item>
        );
      })}
      {mayStop && <StopFields rule={rule} onChange={setRule} />}
      {save.error && <ErrorNote error={save.error} />}
      {mayWrite && (
        <Button
          type="primary"
          size="middle"
          disabled={!isValid}
          loading={save.isPending}
          onClick={() => save.mutate({ service: view.service, rule, version: view.version })}
        >
          {t('saveRule')}
        </Button>
      )}
    </Form>
  );
}

function StopFields({ rule, onChange }: { rule: Rule['rule']; onChange: (rule: Rule['rule']) => void }) {
  const { t } = useTranslation('dunning');
  const { window, noticeDays, finalCallMinutes } = rule;
  const set = (part: Partial<Rule['rule']>) => onChange({ ...rule, ...part });
  const setWindow = (part: Partial<Rule['rule']['window']>) => set({ window: { ...window, ...part } });
  const row = { display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' } as const;
  const kinds = ['person', 'company'] as const;
  return (
    <>
      <Form.Item label={t('noticeDays')}>
        <div style={row}>
          {kinds.map((kind) => (
            <span key={kind}>
              {t(`kinds.${kind}`)}{' '}
              {number(
                `${t('noticeDays')} ${t(`kinds.${kind}`)}`,
                noticeDays[kind],
                (days) => set({ noticeDays: { ...noticeDays, [kind]: days } }),
                { suffix: t('dayUnit') },
              )}
            </span>
          ))}
        </div>
      </Form.Item>
      <Form.Item label={t('finalCall')}>
        <div style={row}>
          {kinds.map((kind) => (
            <span key={kind}>
              {t(`kinds.${kind}`)}{' '}
              {number(
                `${t('finalCall')} ${t(`kinds.${kind}`)}`,
                finalCallMinutes[kind],
                (minutes) => set({ finalCallMinutes: { ...finalCallMinutes, [kind]: minutes } }),
                { suffix: t('minutes') },
              )}
            </span>
          ))}
        </div>
      </Form.Item>
      <Form.Item label={t('window')}>
        <div style={row}>
          <Input
            aria-label={t('windowFrom')}
            style={{ width: 80 }}
            value={window.from}
            onChange={(event) => setWindow({ from: event.target.value })}
          />
          —
          <Input
            aria-label={t('windowTo')}
            style={{ width: 80 }}
            value={window.to}
            onChange={(event) => setWindow({ to: event.target.value })}
          />
          <Checkbox.Group
            value={window.weekdays}
            options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: t(`weekdays.${value}`) }))}
            onChange={(weekdays) => setWindow({ weekdays })}
          />
        </div>
      </Form.Item>
      <Form.Item label={t('holidays')} htmlFor="rule-holidays" extra={t('holidaysHint')}>
        <Input
          id="rule-holidays"
          value={window.holidays.join(' ')}
          onChange={(event) => setWindow({ holidays: event.target.value.split(/[\s,，、]/) })}
          onBlur={() => setWindow({ holidays: window.holidays.filter((day) => day !== '') })}
        />
      </Form.Item>
      <Form.Item label={t('secondPerson')}>
        <Switch
          aria-label={t('secondPerson')}
          checked={rule.needsSecondPerson}
          onChange={(needsSecondPerson) => set({ needsSecondPerson })}
        />
      </Form.Item>
      <Form.Item label={t('restoreBy')} extra={t(`restoreHints.${rule.restoreBy}`)}>
        <Segmented
          value={rule.restoreBy}
          options={(['allow-close', 'close'] as const).map((value) => ({ value, label: t(`restoreWays.${value}`) }))}
          onChange={(restoreBy) => set({ restoreBy })}
        />
      </Form.Item>
      <Form.Item label={t('restoreHours')}>
        {number(t('restoreHours'), rule.restoreHours, (restoreHours) => set({ restoreHours }), { suffix: t('hours') })}
      </Form.Item>
      <Form.Item label={t('fieldHours')}>
        {number(t('fieldHours'), rule.fieldHours, (fieldHours) => set({ fieldHours }), { suffix: t('hours') })}
      </Form.Item>
    </>
  );
}
