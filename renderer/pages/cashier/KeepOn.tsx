import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TillDraft, TillFigures } from '../../../main/modules/cashier/till.domain.ts';
import { Line } from './Line.tsx';
import type { TillCustomer } from './useTill.ts';

/** Which account keeps what becomes credit. Asked only where there is a choice. */
export function KeepOn(props: {
  customer: TillCustomer;
  draft: TillDraft;
  figures: TillFigures;
  change: (part: Partial<TillDraft>) => void;
}) {
  const { t } = useTranslation('cashier');
  const { customer, draft, figures, change } = props;
  const open = customer.accounts.filter((account) => account.closedOn === null);
  const accounts = open.length > 0 ? open : customer.accounts;
  if (accounts.length < 2 || (!draft.isPrepay && figures.keptFen === 0)) return null;
  return (
    <Line label={t('keepOn')}>
      <Select<number>
        aria-label={t('keepOn')}
        {...(figures.keepOnAccountId !== null && { value: figures.keepOnAccountId })}
        onChange={(keepOnAccountId) => change({ keepOnAccountId })}
        options={accounts.map((account) => ({
          value: account.accountId,
          label: `${account.accountNo} ${t(`services.${account.service}`)} ${account.doorNo}`,
        }))}
      />
    </Line>
  );
}
