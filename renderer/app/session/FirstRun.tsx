import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { client, type Inputs, keepToken, newRequestId, queryClient, trpc } from '../api.ts';
import { Centred } from './Centred.tsx';

type SetUp = Inputs['station']['setUp'];

/** An empty data folder: station name, kind, and the administrator. Logs the administrator in at once. */
export function FirstRun() {
  const { t } = useTranslation('session');
  const [requestId] = useState(newRequestId);
  const setUp = useMutation({
    mutationFn: async (values: Omit<SetUp, 'requestId'>) => {
      await client.station.setUp.mutate({ ...values, requestId });
      return client.session.login.mutate({ loginName: values.loginName, password: values.password });
    },
    onSuccess: ({ token }) => {
      keepToken(token);
      queryClient.invalidateQueries();
    },
  });
  return (
    <Centred title={t('setUpTitle')} width={460}>
      <p style={{ marginTop: 0 }}>{t('setUpIntro')}</p>
      <Form<Omit<SetUp, 'requestId'>>
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'both' }}
        onFinish={(values) => setUp.mutate(values)}
      >
        <Form.Item
          name="stationName"
          label={t('stationName')}
          rules={[{ required: true, message: t('stationNameNeeded') }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="kind" label={t('kind')}>
          <Radio.Group
            options={[
              { value: 'gas-station', label: t('kindGas') },
              { value: 'property-office', label: t('kindProperty') },
              { value: 'both', label: t('kindBoth') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="displayName"
          label={t('administratorName')}
          rules={[{ required: true, message: t('nameNeeded') }]}
        >
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item
          name="loginName"
          label={t('loginName')}
          rules={[{ required: true, min: 2, message: t('loginNameNeeded') }]}
        >
          <Input autoComplete="username" maxLength={40} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('newPassword')}
          extra={t('passwordHint')}
          rules={[{ required: true, min: 8, message: t('passwordShort') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {setUp.error && (
          <Form.Item>
            <ErrorNote error={setUp.error} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={setUp.isPending}>
          {t('setUp')}
        </Button>
      </Form>
    </Centred>
  );
}
