import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  fillText,
  PLACEHOLDERS,
  SAMPLE_FACTS,
  smsLength,
  TEXTS,
  unknownPlaceholders,
} from '../../../main/modules/messages/messages.domain.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useAct } from './useAct.ts';

/** One text with its placeholders, and how it reads and counts for an example household. */
export function TemplateForm({ template }: { template: Outputs['messages']['templates'][number] }) {
  const { t } = useTranslation('dunning');
  const { code, lang } = template;
  const [subject, setSubject] = useState(template.subject);
  const [body, setBody] = useState(template.body);
  const { done } = useAct();
  const save = useMutation(trpc.messages.saveTemplate.mutationOptions({ onSuccess: done }));
  const isMail = code.endsWith('email');
  const unknown = unknownPlaceholders(subject + body);
  const shown = fillText(body, SAMPLE_FACTS[lang]);
  const { units, parts } = smsLength(shown);
  const standard = TEXTS[code][lang];
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      {isMail && (
        <Input aria-label={t('subject')} value={subject} maxLength={120} onChange={(e) => setSubject(e.target.value)} />
      )}
      <Input.TextArea
        aria-label={t('text')}
        rows={isMail ? 9 : 4}
        maxLength={2000}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      <div>
        {PLACEHOLDERS.map((name) => (
          <Tag key={name} style={{ cursor: 'pointer' }} onClick={() => setBody(`${body}{${name}}`)}>
            {`{${name}}`} {t(`placeholders.${name}`)}
          </Tag>
        ))}
      </div>
      {unknown.length > 0 && <Alert type="error" showIcon title={t('unknownNames', { names: unknown.join(' ') })} />}
      <Alert
        type="info"
        title={<span style={{ whiteSpace: 'pre-line' }}>{shown}</span>}
        {...(!isMail && { description: t('smsLength', { units, count: parts }) })}
      />
      {save.error && <ErrorNote error={save.error} />}
      <div style={{ display: 'flex', gap: 8 }}>
        <Button
          type="primary"
          disabled={unknown.length > 0 || body.trim() === ''}
          loading={save.isPending}
          onClick={() => save.mutate({ code, lang, subject, body })}
        >
          {t('saveText')}
        </Button>
        {template.isOwn && (
          <Button onClick={() => save.mutate({ code, lang, ...standard })}>{t('standardText')}</Button>
        )}
      </div>
    </div>
  );
}
