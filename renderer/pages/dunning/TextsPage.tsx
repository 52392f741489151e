import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TEMPLATE_CODES } from '../../../main/modules/messages/messages.schema.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { DunningNav } from './DunningNav.tsx';
import { SendSettings } from './SendSettings.tsx';
import { TemplateForm } from './TemplateForm.tsx';

/** What messages say, and by which modem and mail server they leave. */
export function TextsPage() {
  const { t } = useTranslation('dunning');
  const templates = useQuery(trpc.messages.templates.queryOptions());
  const maySettings = useMay('messages.settings');
  const [code, setCode] = useState<(typeof TEMPLATE_CODES)[number]>('reminder-sms');
  const [lang, setLang] = useState<'zh-CN' | 'en'>('zh-CN');
  const template = templates.data?.find((text) => text.code === code && text.lang === lang);
  return (
    <PageFrame title={t('title')} beside={<DunningNav />}>
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)', gap: 24 }}>
        <section>
          <div style={{ display: 'flex', gap: 12, marginBottom: 12 }}>
            <Segmented
              aria-label={t('text')}
              value={code}
              options={TEMPLATE_CODES.map((value) => ({ value, label: t(`templates.${value}`) }))}
              onChange={setCode}
            />
            <Segmented
              aria-label={t('language')}
              value={lang}
              options={[
                { value: 'zh-CN' as const, label: t('languages.zh-CN') },
                { value: 'en' as const, label: t('languages.en') },
              ]}
              onChange={setLang}
            />
          </div>
          {templates.error && <ErrorNote error={templates.error} onRetry={() => templates.refetch()} />}
          {template && <TemplateForm key={`${code} ${lang} ${template.body}`} template={template} />}
        </section>
        {maySettings && <SendSettings />}
      </div>
    </PageFrame>
  );
}
