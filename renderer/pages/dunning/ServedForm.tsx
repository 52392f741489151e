import { useMutation } from '@tanstack/react-query';
import { Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SERVED_HOW } from '../../../main/modules/dunning/dunning.schema.ts';
import type { DunningStepId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { useToday } from '../../ui/useToday.ts';
import { FormFoot } from './FormFoot.tsx';
import type { StepRow } from './StepList.tsx';
import { useAct } from './useAct.ts';

/** Who took the paper, when and how: the legal term runs from this day. */
export function ServedForm(props: { stepId: DunningStepId; steps: readonly StepRow[]; onClose: () => void }) {
  const { t } = useTranslation('dunning');
  const { today } = useToday();
  const [servedOn, setServedOn] = useState<string | null>(today);
  const [servedHow, setServedHow] = useState<(typeof SERVED_HOW)[number]>('handed');
  const [servedBy, setServedBy] = useState('');
  const [receivedBy, setReceivedBy] = useState('');
  const { requestId, done } = useAct();
  const save = useMutation(
    trpc.dunning.served.mutationOptions({
      onSuccess: () => {
        done();
        props.onClose();
      },
    }),
  );
  const takenOn = props.steps.find((step) => step.stepId === props.stepId)?.takenOn ?? today;
  const isReady = servedOn !== null && servedBy.trim() !== '' && receivedBy.trim() !== '';
  return (
    <div style={{ marginTop: 12 }}>
      <Form component={false} labelCol={{ flex: '92px' }}>
        <Form.Item label={t('servedOn')} htmlFor="served-on" required>
          <DayInput id="served-on" min={takenOn} max={today} value={servedOn} onChange={setServedOn} />
        </Form.Item>
        <Form.Item label={t('servedHow')}>
          <Segmented
            value={servedHow}
            options={SERVED_HOW.map((value) => ({ value, label: t(`hows.${value}`) }))}
            onChange={setServedHow}
          />
        </Form.Item>
        <Form.Item label={t('servedBy')} htmlFor="served-by" required>
          <Input id="served-by" maxLength={40} value={servedBy} onChange={(event) => setServedBy(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('receivedBy')} htmlFor="received-by" required>
          <Input
            id="received-by"
            maxLength={100}
            placeholder={t('receivedHint')}
            value={receivedBy}
            onChange={(event) => setReceivedBy(event.target.value)}
          />
        </Form.Item>
        <FormFoot
          save={save}
          label={t('saveServed')}
          isReady={isReady}
          onClose={props.onClose}
          onSave={() =>
            servedOn !== null &&
            save.mutate({
              stepIds: [props.stepId],
              servedOn,
              servedHow,
              servedBy: servedBy.trim(),
              receivedBy: receivedBy.trim(),
              requestId,
            })
          }
        />
      </Form>
    </div>
  );
}
