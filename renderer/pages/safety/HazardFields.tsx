import { Alert, Input, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { proposedDueDate } from '../../../main/modules/safety/hazards.domain.ts';
import type { HazardDetails, HazardGrade } from '../../../main/modules/safety/hazards.schema.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { useToday } from '../../ui/useToday.ts';
import { PhotoField } from './PhotoField.tsx';
import type { Draft } from './useChecklistDraft.ts';

/** The hazard of a failed item: proposed from the item, each field open to change. */
export function HazardFields(props: {
  draft: Draft;
  hazard: HazardDetails;
  itemGrade: HazardGrade;
  onChange: (part: Partial<Draft>) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation('safety');
  const { today } = useToday();
  const { draft, hazard } = props;
  const set = (part: Partial<HazardDetails>) => props.onChange({ hazard: { ...hazard, ...part } });
  const setGrade = (grade: HazardGrade) => {
    const isProposed = hazard.dueOn === proposedDueDate(hazard.grade, today);
    set({ grade, ...(isProposed && { dueOn: proposedDueDate(grade, today) }) });
  };
  const isLowered = props.itemGrade === 'serious' && hazard.grade === 'general';
  return (
    <div
      style={{
        display: 'grid',
        gap: 8,
        padding: '10px 0 4px 30px',
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))',
      }}
    >
      <Field label={t('hazard.note')}>
        <Input
          data-field="note"
          maxLength={200}
          placeholder={t('hazard.notePlaceholder')}
          value={draft.note}
          onChange={(event) => props.onChange({ note: event.target.value })}
          onPressEnter={props.onDone}
        />
      </Field>
      <Field label={t('hazard.description')}>
        <Input
          maxLength={200}
          value={hazard.description}
          onChange={(event) => set({ description: event.target.value })}
          onPressEnter={props.onDone}
        />
      </Field>
      <Field label={t('hazard.responsible')}>
        <Input
          maxLength={60}
          value={hazard.responsible}
          onChange={(event) => set({ responsible: event.target.value })}
          onPressEnter={props.onDone}
        />
      </Field>
      <Field label={t('hazard.grade')}>
        <Segmented<HazardGrade>
          value={hazard.grade}
          options={(['general', 'serious'] as const).map((value) => ({ value, label: t(`grade.${value}`) }))}
          onChange={setGrade}
        />
      </Field>
      <Field label={t('hazard.dueOn')}>
        <DayInput value={hazard.dueOn} min={today} onChange={(dueOn) => set({ dueOn: dueOn ?? '' })} />
      </Field>
      <div>
        <PhotoField value={draft.photoId} onChange={(photoId) => props.onChange({ photoId })} />
      </div>
      {isLowered && (
        <Alert type="warning" showIcon title={t('hazard.loweredNeedsNote')} style={{ gridColumn: '1 / -1' }} />
      )}
      {hazard.grade === 'serious' && (
        <Alert type="error" showIcon title={t('hazard.seriousMeans')} style={{ gridColumn: '1 / -1' }} />
      )}
    </div>
  );
}

function Field(props: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
      <span style={{ flex: '0 0 64px' }}>{props.label}</span>
      <span style={{ flex: 1, minWidth: 0 }}>{props.children}</span>
    </label>
  );
}
