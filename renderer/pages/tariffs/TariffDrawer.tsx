import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Drawer, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { SchemeTable, type TariffRow } from './scheme.tsx';
import { TrialForm } from './TrialForm.tsx';

/** One version: its figures, where they come from, what may be done with it, and a trial. */
export function TariffDrawer({ tariff, onClose }: { tariff: TariffRow; onClose: () => void }) {
  const { t } = useTranslation('tariffs');
  const { document } = tariff;
  return (
    <Drawer
      open
      size={620}
      onClose={onClose}
      title={`${tariff.code} ${tariff.name}`}
      extra={<Actions tariff={tariff} onGone={onClose} />}
    >
      {!tariff.isActive && <Alert type="warning" showIcon title={t('unverifiedNote')} style={{ marginBottom: 12 }} />}
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'service', label: t('service'), children: t(`services.${tariff.service}`) },
          { key: 'from', label: t('effectiveFrom'), children: tariff.effectiveFrom },
          { key: 'cycle', label: t('cycle'), children: t(`cycles.${document.cycle}`) },
          { key: 'rounding', label: t('rounding'), children: t(`roundings.${document.rounding}`) },
          {
            key: 'verified',
            label: t('verified'),
            children: tariff.verifiedOn ? `${tariff.verifiedOn} ${tariff.verifiedBy ?? ''}` : t('notVerified'),
          },
          { key: 'bills', label: t('bills'), children: <span className="figures">{tariff.billCount}</span> },
          { key: 'source', label: t('source'), span: 2, children: tariff.source || '—' },
        ]}
      />
      {document.seasons.map((season) => (
        <div key={season.months.join()}>
          <h3 style={{ fontSize: 14 }}>{t('season', { months: season.months.join(', ') })}</h3>
          <SchemeTable scheme={season.scheme} unit={document.unit} />
        </div>
      ))}
      {document.seasons.length > 0 && <h3 style={{ fontSize: 14 }}>{t('otherMonths')}</h3>}
      <SchemeTable scheme={document.scheme} unit={document.unit} />
      <TrialForm tariff={tariff} />
    </Drawer>
  );
}

function Actions({ tariff, onGone }: { tariff: TariffRow; onGone: () => void }) {
  const { t } = useTranslation('tariffs');
  const { modal } = App.useApp();
  const mayWrite = useMay('tariffs.write');
  const [isActivating, setActivating] = useState(false);
  const setDefault = useMutation(trpc.tariffs.setDefault.mutationOptions());
  const deactivate = useMutation(trpc.tariffs.deactivate.mutationOptions());
  const discard = useMutation(trpc.tariffs.discard.mutationOptions({ onSuccess: onGone }));
  if (!mayWrite) return null;
  const { tariffId, code, service, effectiveFrom: date } = tariff;
  const failure = setDefault.error ?? deactivate.error ?? discard.error;
  const ask = (title: string, okText: string, onOk: () => void) =>
    modal.confirm({ title, okText, cancelText: t('cancel'), okButtonProps: { danger: true }, onOk });
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      {failure && <ErrorNote error={failure} />}
      {tariff.isActive && !tariff.isDefault && (
        <Button title={t('defaultNote')} onClick={() => setDefault.mutate({ service, code })}>
          {t('setDefault')}
        </Button>
      )}
      {tariff.isActive && tariff.billCount === 0 && (
        <Button
          onClick={() =>
            ask(t('deactivateTitle', { code, date }), t('deactivate'), () => deactivate.mutate({ tariffId }))
          }
        >
          {t('deactivate')}
        </Button>
      )}
      {!tariff.isActive && tariff.billCount === 0 && (
        <Button
          danger
          onClick={() => ask(t('discardTitle', { code, date }), t('discard'), () => discard.mutate({ tariffId }))}
        >
          {t('discard')}
        </Button>
      )}
      {!tariff.isActive && (
        <Button type="primary" onClick={() => setActivating(true)}>
          {t('activate')}
        </Button>
      )}
      {isActivating && <ActivateDialog tariff={tariff} onClose={() => setActivating(false)} />}
    </div>
  );
}

/** A tariff bills only after somebody put their name to it. */
function ActivateDialog({ tariff, onClose }: { tariff: TariffRow; onClose: () => void }) {
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
      <SchemeTable scheme={tariff.document.scheme} unit={tariff.document.unit} />
      <Form
        form={form}
        layout="vertical"
        style={{ marginTop: 12 }}
        requiredMark={false}
        initialValues={{ verifiedOn: today, verifiedBy: me.data?.displayName ?? '', source: tariff.source }}
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
