import { useMutation } from '@tanstack/react-query';
import { Alert, Checkbox, Form, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraitKind } from '../../../main/modules/traits/traits.schema.ts';
import { newRequestId, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { useToday } from '../../ui/useToday.ts';
import { FormDrawer } from '../customers/FormDrawer.tsx';
import {
  type AccountTraits,
  amountText,
  hasAmount,
  isMilli,
  parseAmount,
  type Trait,
  type TraitForm,
  traitOf,
} from './trait-form.ts';

/** Enters what holds from a day on, or puts a wrong entry right; what was entered before stays in the history. */
export function TraitDrawer(props: { account: AccountTraits; kind: TraitKind; wrong?: Trait; onClose: () => void }) {
  const { t } = useTranslation('traits');
  const { account, kind, wrong } = props;
  const { today } = useToday();
  const [form] = Form.useForm<TraitForm>();
  const [requestId] = useState(newRequestId);
  const set = useMutation(trpc.traits.set.mutationOptions({ onSuccess: props.onClose }));
  const correct = useMutation(trpc.traits.correct.mutationOptions({ onSuccess: props.onClose }));
  const before = wrong ?? account.current.find((trait) => trait.kind === kind);
  const initial: Partial<TraitForm> = {
    what: wrong && wrong.value === null ? 'end' : 'set',
    value: before?.value ? amountText(kind, before.value) : null,
    fromOn: wrong?.fromOn ?? today,
    untilOn: wrong?.untilOn ?? null,
    evidence: wrong?.evidence ?? '',
    reason: '',
    countsFromNextBill: false,
  };

  function submit(values: TraitForm): void {
    const { accountId } = account;
    const { countsFromNextBill = false } = values;
    const { kind: _, reason, countsFromNextBill: __, ...instead } = traitOf(kind, values);
    if (!wrong) set.mutate({ accountId, ...traitOf(kind, values), requestId: requestId as never });
    else
      correct.mutate({
        traitId: wrong.traitId,
        instead: values.what === 'void' ? null : instead,
        reason: reason ?? '',
        countsFromNextBill,
        requestId: requestId as never,
      });
  }

  return (
    <FormDrawer
      title={t(wrong ? 'correctTitle' : 'changeTitle', { kind: t(`kind.${kind}`), accountNo: account.accountNo })}
      form={form}
      initial={initial}
      isPending={set.isPending || correct.isPending}
      error={set.error ?? correct.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      {wrong && <Alert type="info" title={t('correctHint')} style={{ marginBottom: 12 }} />}
      <What kind={kind} isCorrection={Boolean(wrong)} mayEnd={Boolean(before)} />
      <Values kind={kind} />
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: Boolean(wrong), whitespace: true, min: wrong ? 2 : 0, message: t('reasonNeeded') }]}
      >
        <Input maxLength={200} autoComplete="off" placeholder={t('reasonHint')} />
      </Form.Item>
      <NextBill billedTo={account.billedTo} wrong={wrong} />
    </FormDrawer>
  );
}

function What(props: { kind: TraitKind; isCorrection: boolean; mayEnd: boolean }) {
  const { t } = useTranslation('traits');
  const options = (['set', 'end', 'void'] as const).filter(
    (what) => what === 'set' || (what === 'end' ? props.mayEnd : props.isCorrection),
  );
  return (
    <Form.Item name="what" label={t('what')} hidden={options.length === 1}>
      <Segmented options={options.map((value) => ({ value, label: t(`whats.${value}`) }))} />
    </Form.Item>
  );
}

function Values({ kind }: { kind: TraitKind }) {
  const { t } = useTranslation('traits');
  const what = Form.useWatch<TraitForm['what']>('what') ?? 'set';
  if (what === 'void') return null;
  const isQuota = kind === 'quota';
  return (
    <>
      {what === 'set' && hasAmount(kind) && (
        <Form.Item
          name="value"
          label={t(`kind.${kind}`)}
          rules={[
            {
              validator: (_, text) =>
                parseAmount(kind, text) === null ? Promise.reject(t(`needed.${kind}`)) : Promise.resolve(),
            },
          ]}
        >
          {isMilli(kind) ? (
            <Input
              inputMode="decimal"
              autoComplete="off"
              className="figures"
              suffix={t(`unit.${kind}`)}
              style={{ width: 160 }}
            />
          ) : (
            <InputNumber min={1} max={30} precision={0} suffix={t(`unit.${kind}`)} style={{ width: 120 }} />
          )}
        </Form.Item>
      )}
      <Form.Item
        name="fromOn"
        label={t(what === 'end' ? 'endsOn' : 'fromOn')}
        rules={[{ required: true, message: t('dateNeeded') }]}
      >
        <DayInput />
      </Form.Item>
      {what === 'set' && (
        <>
          <Form.Item
            name="untilOn"
            label={t('untilOn')}
            extra={isQuota ? undefined : t('untilHint')}
            rules={[{ required: isQuota, message: t('dateNeeded') }]}
          >
            <DayInput />
          </Form.Item>
          <Form.Item
            name="evidence"
            label={t('evidence')}
            rules={[{ required: isQuota, whitespace: true, message: t('evidenceNeeded') }]}
          >
            <Input maxLength={120} autoComplete="off" placeholder={t(`evidenceHint.${kind}`)} />
          </Form.Item>
        </>
      )}
    </>
  );
}

/** Where bills are issued beyond the day: they stay as they are, and that has to be said. */
function NextBill({ billedTo, wrong }: { billedTo: string | null; wrong: Trait | undefined }) {
  const { t } = useTranslation('traits');
  const fromOn = Form.useWatch<string | null>('fromOn');
  const earliest = [fromOn, wrong?.countsOn].filter((day) => typeof day === 'string').sort()[0];
  if (billedTo === null || earliest === undefined || earliest >= billedTo) return null;
  return (
    <>
      <Alert type="warning" showIcon title={t('billedWarning', { billedTo })} style={{ marginBottom: 8 }} />
      <Form.Item
        name="countsFromNextBill"
        valuePropName="checked"
        rules={[{ validator: (_, isOn) => (isOn ? Promise.resolve() : Promise.reject(t('nextBillNeeded'))) }]}
      >
        <Checkbox>{t('nextBill')}</Checkbox>
      </Form.Item>
    </>
  );
}
