import { Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLook } from './useLook.ts';

/** Language and colours before anybody is logged in. */
export function LookSwitch() {
  const { t } = useTranslation('shell');
  const look = useLook();
  return (
    <Space size={4}>
      <Button type="text" size="small" lang={look.otherLang} onClick={look.switchLang}>
        {t('otherLanguage')}
      </Button>
      <Button type="text" size="small" onClick={look.switchMode}>
        {t(look.mode === 'dark' ? 'lightMode' : 'darkMode')}
      </Button>
    </Space>
  );
}
