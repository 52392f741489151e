import { CheckOutlined, CloseOutlined, MinusOutlined } from '@ant-design/icons';
import { Button, Input, Tag, theme } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerResult } from '../../../main/modules/safety/inspections.schema.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { usePreferences } from '../../app/preferences.ts';
import { HazardFields } from './HazardFields.tsx';
import { type Draft, type Item, rowId } from './useChecklistDraft.ts';

const CHOICES = [
  { result: 'pass', key: '1', icon: <CheckOutlined /> },
  { result: 'fail', key: '2', icon: <CloseOutlined /> },
  { result: 'not-applicable', key: '3', icon: <MinusOutlined /> },
] as const;

/** One item: what must be so, the answer, and below a failed one its note, photo and hazard. */
export function ChecklistRow(props: {
  item: Item;
  draft: Draft;
  isCurrent: boolean;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onAnswer: (result: AnswerResult) => void;
  onType: (value: string) => void;
  /** Enter in the number field. */
  onNext: () => void;
  /** Enter in the last field of a failed item. */
  onDone: () => void;
  onChange: (part: Partial<Draft>) => void;
}) {
  const { t } = useTranslation('safety');
  const { token } = theme.useToken();
  const { lang } = usePreferences();
  const { item, draft, isCurrent } = props;
  const isNumber = item.kind === 'number';
  const fills = {
    pass: token.colorSuccess,
    fail: token.colorError,
    'not-applicable': token.colorTextSecondary,
  } as const;
  const chosen = (result: AnswerResult) => ({
    background: fills[result],
    borderColor: fills[result],
    color: token.colorTextLightSolid,
  });
  const choices = isNumber ? CHOICES.filter(({ result }) => result === 'not-applicable') : CHOICES;
  return (
    <li
      id={rowId(item.id)}
      tabIndex={isCurrent && !isNumber ? 0 : -1}
      aria-current={isCurrent ? 'step' : undefined}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      style={{
        padding: '8px 10px',
        borderBottom: `1px solid ${token.colorBorderSecondary}`,
        background: isCurrent ? token.colorPrimaryBg : token.colorBgContainer,
        boxShadow: isCurrent ? `inset 3px 0 ${token.colorPrimary}` : undefined,
        outline: 'none',
        scrollMarginBottom: 90,
      }}
    >
      <div style={{ display: 'flex', gap: 10, alignItems: 'center', flexWrap: 'wrap' }}>
        <span className="figures" style={{ color: token.colorTextSecondary, width: 20, textAlign: 'right' }}>
          {item.itemNo}
        </span>
        <span style={{ flex: '1 1 240px' }}>
          {lang === 'en' ? item.textEn : item.text}{' '}
          {item.grade === 'serious' && <Tag color="error">{t('checklist.serious')}</Tag>}
        </span>
        {isNumber && <NumberField {...props} />}
        <div style={{ display: 'flex', gap: 6 }}>
          {choices.map(({ result, key, icon }) => (
            <Button
              key={result}
              tabIndex={-1}
              icon={icon}
              title={key}
              aria-label={t(`result.${result}`)}
              aria-pressed={draft.result === result}
              style={{ minHeight: 36, ...(draft.result === result && chosen(result)) }}
              onClick={() => props.onAnswer(result)}
            >
              {t(`result.${result}`)}
            </Button>
          ))}
        </div>
      </div>
      {draft.result === 'fail' && draft.hazard && (
        <HazardFields
          draft={draft}
          hazard={draft.hazard}
          itemGrade={item.grade}
          onChange={props.onChange}
          onDone={props.onDone}
        />
      )}
    </li>
  );
}

function NumberField(props: { item: Item; draft: Draft; onType: (value: string) => void; onNext: () => void }) {
  const { t } = useTranslation('safety');
  const { item, draft } = props;
  const limit =
    item.maxMilli !== null
      ? t('checklist.atMost', { value: formatMilli(item.maxMilli), unit: item.unit })
      : t('checklist.atLeast', { value: formatMilli(item.minMilli ?? 0), unit: item.unit });
  return (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
      <Input
        data-field="value"
        aria-label={`${item.text} ${item.unit}`}
        inputMode="decimal"
        autoComplete="off"
        className="figures"
        style={{ width: 110 }}
        suffix={item.unit}
        status={draft.result === 'fail' ? 'error' : ''}
        disabled={draft.result === 'not-applicable'}
        value={draft.value}
        onChange={(event) => props.onType(event.target.value)}
        onPressEnter={() => {
          if (draft.result !== null) props.onNext();
        }}
      />
      <span className="figures">{limit}</span>
      {draft.result === 'pass' && <Tag color="success">{t('result.pass')}</Tag>}
      {draft.result === 'fail' && <Tag color="error">{t('result.fail')}</Tag>}
    </span>
  );
}
