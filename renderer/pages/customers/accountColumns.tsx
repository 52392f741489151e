import { type TableProps, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';

type AccountRow = Outputs['customers']['list']['rows'][number];

/** What a list of accounts shows. */
export function useAccountColumns(): NonNullable<TableProps<AccountRow>['columns']> {
  const { t } = useTranslation('customers');
  return [
    { title: t('accountNo'), dataIndex: 'accountNo', className: 'figures', width: 110 },
    { title: t('name'), dataIndex: 'customerName', ellipsis: true },
    { title: t('door'), dataIndex: 'doorNo', className: 'figures', ellipsis: true },
    { title: t('serviceTitle'), width: 84, render: (_, row) => t(`service.${row.service}`) },
    { title: t('phone'), className: 'figures', width: 140, ellipsis: true, render: (_, row) => row.phone || '—' },
    { title: t('meter'), className: 'figures', ellipsis: true, render: (_, row) => row.meterNos || '—' },
    { title: t('tariff'), width: 140, ellipsis: true, render: (_, row) => row.tariffCode ?? t('tariffDefault') },
    {
      title: t('stateTitle'),
      width: 150,
      render: (_, row) =>
        row.closedOn ? (
          <Tag>{t('closedSince', { date: row.closedOn })}</Tag>
        ) : (
          <Tag color="success">{t('state.open')}</Tag>
        ),
    },
  ];
}
