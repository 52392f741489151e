import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Input, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHECKS } from '../../../main/modules/cylinders/filling.schema.ts';
import type { FillingWork } from './useFilling.ts';

/** The looks before a filling. One that fails turns the cylinder away, with a note. */
export function ChecksPanel({ work }: { work: FillingWork }) {
  const { t } = useTranslation('cylinders');
  const { token } = theme.useToken();
  const [note, setNote] = useState('');
  const passed = { background: token.colorSuccess, borderColor: token.colorSuccess, color: token.colorTextLightSolid };
  return (
    <section aria-label={t('filling.checks')} style={{ display: 'flex', flexDirection: 'column', gap: 6 }}>
      <div style={{ display: 'flex', alignItems: 'center' }}>
        <strong style={{ flex: 1 }}>{t('filling.checks')}</strong>
        <Button size="small" onClick={work.passAll}>
          {t('filling.passAll')} <kbd>F3</kbd>
        </Button>
      </div>
      {CHECKS.map((name, i) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one row everywhere
        <div
          key={name}
          role="group"
          aria-label={t(`check.${name}`)}
          style={{ display: 'flex', alignItems: 'center', gap: 8 }}
        >
          <span style={{ flex: 1 }}>
            {t(`check.${name}`)}{' '}
            <span style={{ fontSize: 12, color: token.colorTextSecondary }}>{t(`check.${name}Hint`)}</span>
          </span>
          <Button
            aria-label={t('filling.pass')}
            aria-pressed={work.checks[name] === true}
            icon={<CheckOutlined />}
            style={work.checks[name] === true ? passed : undefined}
            title={`Alt+${i + 1}`}
            onClick={() => work.setCheck(name, true)}
          >
            {t('filling.pass')}
          </Button>
          <Button
            aria-label={t('filling.fail')}
            aria-pressed={work.checks[name] === false}
            icon={<CloseOutlined />}
            {...(work.checks[name] === false && { color: 'danger' as const, variant: 'solid' as const })}
            onClick={() => work.setCheck(name, false)}
          >
            {t('filling.fail')}
          </Button>
        </div>
      ))}
      {work.failed.length > 0 && (
        <div style={{ display: 'flex', gap: 8 }}>
          <Input
            aria-label={t('filling.failNote')}
            placeholder={t('filling.failNote')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button danger type="primary" loading={work.isBusy} onClick={() => work.refuse(note.trim())}>
            {t('filling.refuse')}
          </Button>
        </div>
      )}
    </section>
  );
}
