import { useTranslation } from 'react-i18next';

/** What an entry is: 开账, 收款 …; a kind without a word shows as it is stored. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation('ledger');
  return (kind) => t(`kinds.${kind}`, { defaultValue: kind });
}
