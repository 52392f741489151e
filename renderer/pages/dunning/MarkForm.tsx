import { useMutation } from '@tanstack/react-query';
import { Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MARK_KINDS, type MarkKind } from '../../../main/modules/dunning/dunning.schema.ts';
import type { AccountId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { FormFoot } from './FormFoot.tsx';
import { useAct } from './useAct.ts';

/** A promise, a plan, a dispute, an exclusion, or protection with its evidence. */
export function MarkForm(props: { accountId: AccountId; onClose: () => void }) {
  const { t } = useTranslation('dunning');
  const { today } = useToday();
  const mayProtect = useMay('dunning.protect');
  const [kind, setKind] = useState<MarkKind>('promise');
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const [untilOn, setUntilOn] = useState<string | null>(null);
  const { requestId, done } = useAct();
  const save = useMutation(
    trpc.dunning.mark.mutationOptions({
      onSuccess: () => {
        done();
        props.onClose();
      },
    }),
  );
  const isProtected = kind === 'protected';
  const isTimed = kind === 'promise' || kind === 'plan';
  const isReady =
    reason.trim().length >= 2 && (!isTimed || untilOn !== null) && (!isProtected || evidence.trim() !== '');
  return (
    <Form component={false} labelCol={{ flex: '92px' }} size="middle">
      <Form.Item label={t('markKind')}>
        <Segmented
          value={kind}
          options={MARK_KINDS.filter((value) => value !== 'protected' || mayProtect).map((value) => ({
            value,
            label: t(`marks.${value}`),
          }))}
          onChange={setKind}
        />
      </Form.Item>
      <p>{t(`markHints.${kind}`)}</p>
      <Form.Item label={t('reason')} htmlFor="mark-reason" required>
        <Input id="mark-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      {isProtected ? (
        <Form.Item label={t('evidence')} htmlFor="mark-evidence" required>
          <Input
            id="mark-evidence"
            maxLength={200}
            placeholder={t('evidenceHint')}
            value={evidence}
            onChange={(event) => setEvidence(event.target.value)}
          />
        </Form.Item>
      ) : (
        <Form.Item label={t('until')} htmlFor="mark-until" required={isTimed}>
          <DayInput id="mark-until" min={today} value={untilOn} onChange={setUntilOn} />
        </Form.Item>
      )}
      <FormFoot
        save={save}
        label={t('saveMark')}
        isReady={isReady}
        onClose={props.onClose}
        onSave={() =>
          save.mutate({
            accountId: props.accountId,
            kind,
            reason: reason.trim(),
            evidence: isProtected ? evidence.trim() : '',
            untilOn: isProtected ? null : untilOn,
            requestId,
          })
        }
      />
    </Form>
  );
}
