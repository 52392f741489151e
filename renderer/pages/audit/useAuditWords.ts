import { useTranslation } from 'react-i18next';

/** Words for what the trail keeps as codes; a code nobody worded shows as it is. */
export function useAuditWords() {
  const { t } = useTranslation('audit');
  return {
    action: (action: string) => t(`actions.${action}`, { defaultValue: action }),
    subject: (kind: string, id: string | number) => `${t(`kinds.${kind}`, { defaultValue: kind })} ${id}`,
    field: (name: string) => t(`fields.${name}`, { defaultValue: name }),
  };
}
