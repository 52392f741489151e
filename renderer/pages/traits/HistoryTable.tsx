import { Button, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { useToday } from '../../ui/useToday.ts';
import type { AccountTraits, Trait } from './trait-form.ts';
import { useTraitText } from './useTraitText.ts';

/** Everything ever entered, newest first; a corrected entry is struck out and stays. */
export function HistoryTable(props: { account: AccountTraits; onCorrect?: (wrong: Trait) => void }) {
  const { t } = useTranslation('traits');
  const { zone } = useToday();
  const textOf = useTraitText();
  const { onCorrect } = props;
  const struck = (trait: Trait, text: string) => (trait.isCorrected ? <del>{text}</del> : text);
  return (
    <Table
      size="small"
      style={{ marginTop: 8 }}
      pagination={false}
      rowKey="traitId"
      dataSource={props.account.history}
      locale={{ emptyText: t('noHistory') }}
      columns={[
        { title: t('item'), width: 150, render: (_, trait) => t(`kind.${trait.kind}`) },
        {
          title: t('value'),
          width: 130,
          className: 'figures',
          render: (_, trait) => (trait.isVoid ? t('voided') : struck(trait, textOf(trait))),
        },
        {
          title: t('since'),
          width: 230,
          className: 'figures',
          render: (_, trait) =>
            trait.countsOn === trait.fromOn
              ? trait.fromOn
              : t('sinceCounted', { from: trait.fromOn, counts: trait.countsOn }),
        },
        { title: t('untilOn'), width: 110, className: 'figures', dataIndex: 'untilOn' },
        {
          title: t('evidenceAndReason'),
          ellipsis: true,
          render: (_, trait) => [trait.evidence, trait.reason].filter(Boolean).join(t('customers:listComma')),
        },
        {
          title: t('entered'),
          width: 190,
          className: 'figures',
          render: (_, trait) => `${trait.userName} ${localDateTime(trait.enteredAt, zone).slice(0, 16)}`,
        },
        {
          key: 'actions',
          width: 90,
          render: (_, trait) => {
            if (trait.isCorrected) return <Tag>{t('corrected')}</Tag>;
            if (trait.isVoid || !onCorrect) return null;
            return (
              <Button
                type="link"
                size="small"
                aria-label={`${t('correct')} ${t(`kind.${trait.kind}`)} ${trait.fromOn}`}
                onClick={() => onCorrect(trait)}
              >
                {t('correct')}
              </Button>
            );
          },
        },
      ]}
    />
  );
}
