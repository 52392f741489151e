import { Button, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A step of the wizard with Back and its one primary button. */
export function StepFrame(props: {
  children: ReactNode;
  nextLabel?: string;
  isPending?: boolean;
  isBlocked?: boolean;
  /** The step has nothing to type: Enter presses its button. */
  hasNoFields?: boolean;
  onBack?: () => void;
  onNext: () => void;
}) {
  const { t } = useTranslation('customers');
  return (
    <div style={{ maxWidth: 900 }}>
      <ConfigProvider theme={{ components: { Form: { itemMarginBottom: 14 } } }}>{props.children}</ConfigProvider>
      <div style={{ display: 'flex', gap: 8, marginTop: 16, paddingLeft: 92 }}>
        {props.onBack && <Button onClick={props.onBack}>{t('wizard.back')}</Button>}
        <Button
          type="primary"
          loading={props.isPending ?? false}
          disabled={props.isBlocked ?? false}
          autoFocus={props.hasNoFields ?? false}
          onClick={props.onNext}
        >
          {props.nextLabel ?? t('wizard.next')}
        </Button>
      </div>
    </div>
  );
}
