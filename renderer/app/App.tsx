import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { BrowserRouter } from 'react-router';
import { queryClient } from './api.ts';
import { usePreferences } from './preferences.ts';
import { SessionGate } from './session/SessionGate.tsx';
import { Shell } from './shell/Shell.tsx';
import { themeFor } from './theme.ts';

export function App() {
  const { lang, mode } = usePreferences();
  return (
    <ConfigProvider
      locale={lang === 'en' ? enUS : zhCN}
      theme={themeFor(mode)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp style={{ height: '100%' }}>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter useTransitions={false}>
            <SessionGate>{(user) => <Shell user={user} />}</SessionGate>
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
