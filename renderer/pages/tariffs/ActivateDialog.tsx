import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { citesTemplate } from '../../../main/modules/tariffs/templates/template.domain.ts';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { SchemeTable, type TariffRow } from './scheme.tsx';

/** A tariff bills only after somebody put their name to it. */
export function ActivateDialog({ tariff, onClose }: { tariff: TariffRow; onClose: () => void }) {
  const { t } = useTranslation('tariffs');
  const { today } = useToday();
  const me = useQuery(trpc.session.me.queryOptions());
  const [form] = Form.useForm<{ verifiedOn: string; verifiedBy: string; source: string }>();
  const activate = useMutation(trpc.tariffs.activate.mutationOptions({ onSuccess: onClose }));
  const rules = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={t('activateTitle', { code: tariff.code, date: tariff.effectiveFrom })}
      okText={t('confirmActivate')}
      cancelText={t('cancel')}
      confirmLoading={activate.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p style={{ marginTop: 0 }}>{t('activateHint')}</p>
      <p>
        <Link to={`/tariffs/${tariff.tariffId}/rehearsal`}>{t('advice:rehearseFirst')}</Link>
      </p>
      {citesTemplate(tariff.source) && (
        <Alert type="warning" showIcon title={t('templateActivate')} style={{ marginBottom: 12 }} />
      )}
      <SchemeTable scheme={tariff.document.scheme} unit={tariff.document.unit} />
      <Form
        form={form}
        layout="vertical"
        style={{ marginTop: 12 }}
        requiredMark={false}
        initialValues={{
          verifiedOn: today,
          verifiedBy: me.data?.displayName ?? '',
          source: citesTemplate(tariff.source) ? '' : tariff.source,
        }}
        onFinish={(values) => activate.mutate({ tariffId: tariff.tariffId, ...values })}
      >
        <Form.Item name="source" label={t('source')} rules={rules}>
          <Input maxLength={300} placeholder={t('sourceHint')} />
        </Form.Item>
        <Form.Item name="verifiedOn" label={t('verifiedOn')} rules={rules}>
          <DayInput max={today} />
        </Form.Item>
        <Form.Item name="verifiedBy" label={t('verifiedBy')} rules={rules}>
          <Input maxLength={40} />
        </Form.Item>
      </Form>
      {activate.error && <ErrorNote error={activate.error} />}
    </Modal>
  );
}
