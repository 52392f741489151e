import { Alert, Button, Input, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TariffDocument } from '../../../main/modules/tariffs/document.schema.ts';
import { type TariffTemplate, templateSource } from '../../../main/modules/tariffs/templates/template.domain.ts';
import { TARIFF_TEMPLATES } from '../../../main/modules/tariffs/templates/templates.domain.ts';
import type { Opening } from './form-values.ts';

const COLOURS = { high: 'success', medium: 'default', low: 'warning', recalled: 'error' } as const;

/** Unverified starting points by place. Choosing one opens the form with its figures. */
export function TemplateDialog(props: { onClose: () => void; onChoose: (opening: Opening) => void }) {
  const { t } = useTranslation('tariffs');
  const [wanted, setWanted] = useState('');
  const said = (of: TariffTemplate) => `${of.id} ${of.region} ${of.name} ${t(`services.${of.service}`)}`.toLowerCase();
  const words = wanted.toLowerCase().split(/\s+/);
  const found = TARIFF_TEMPLATES.filter((of) => words.every((word) => said(of).includes(word)));
  return (
    <Modal open width={920} style={{ top: 32 }} title={t('fromTemplate')} footer={null} onCancel={props.onClose}>
      <Alert type="warning" showIcon title={t('templateWarning')} style={{ marginBottom: 12 }} />
      <Input.Search
        autoFocus
        allowClear
        aria-label={t('templateSearch')}
        placeholder={t('templateSearch')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <Table
        size="small"
        style={{ marginTop: 12 }}
        pagination={false}
        scroll={{ y: 'calc(100vh - 330px)' }}
        rowKey="id"
        dataSource={found}
        locale={{ emptyText: t('templateNone') }}
        columns={[
          {
            title: t('name'),
            render: (_, of) => (
              <>
                <div>{of.name}</div>
                <div style={{ fontSize: 12, color: 'var(--ant-color-text-secondary)' }}>{of.note}</div>
              </>
            ),
          },
          {
            title: t('source'),
            width: 260,
            render: (_, of) => (
              <>
                <div>{of.source}</div>
                <div style={{ fontSize: 12, color: 'var(--ant-color-text-secondary)' }}>
                  {of.readOn ? t('readOn', { day: of.readOn }) : t('readOnUnknown')}
                </div>
              </>
            ),
          },
          {
            title: t('confidence'),
            width: 110,
            render: (_, of) => <Tag color={COLOURS[of.confidence]}>{t(`confidences.${of.confidence}`)}</Tag>,
          },
          {
            width: 80,
            render: (_, of) => (
              <Button
                size="small"
                aria-label={`${t('useTemplate')} ${of.name}`}
                onClick={() => props.onChoose(openingOf(of))}
              >
                {t('useTemplate')}
              </Button>
            ),
          },
        ]}
      />
    </Modal>
  );
}

function openingOf(of: TariffTemplate): Opening {
  return {
    head: { code: of.id, name: of.name, service: of.service, source: templateSource(of) },
    document: TariffDocument.parse(of.document),
    isTemplate: true,
  };
}
