import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useAct } from './useAct.ts';

/** The e-mail address of a customer, and the language of what is sent. */
export function ContactForm({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('dunning');
  const mayWrite = useMay('customers.write');
  const contact = useQuery(trpc.messages.contact.queryOptions({ customerId }));
  const [change, setChange] = useState<{ email?: string; lang?: 'zh-CN' | 'en' }>({});
  const { done } = useAct();
  const save = useMutation(
    trpc.messages.saveContact.mutationOptions({
      onSuccess: () => {
        setChange({});
        done();
      },
    }),
  );
  if (!contact.data) return null;
  const now = { ...contact.data, ...change };
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      <label htmlFor="contact-email">{t('email')}</label>
      <Input
        id="contact-email"
        style={{ width: 260 }}
        disabled={!mayWrite}
        value={now.email}
        onChange={(event) => setChange({ ...change, email: event.target.value.trim() })}
      />
      <Segmented
        aria-label={t('language')}
        disabled={!mayWrite}
        value={now.lang}
        options={[
          { value: 'zh-CN' as const, label: t('languages.zh-CN') },
          { value: 'en' as const, label: t('languages.en') },
        ]}
        onChange={(lang) => setChange({ ...change, lang })}
      />
      {Object.keys(change).length > 0 && (
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate({ customerId, ...now })}>
          {t('saveContact')}
        </Button>
      )}
      {save.error && <ErrorNote error={save.error} />}
    </div>
  );
}
