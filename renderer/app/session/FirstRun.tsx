import { useMutation } from '@tanstack/react-query';
import { Button, Divider, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { client, type Inputs, keepToken, newRequestId, queryClient, trpc } from '../api.ts';
import { Centred } from './Centred.tsx';
import { LookSwitch } from './LookSwitch.tsx';

type SetUp = Inputs['station']['setUp'];

/** An empty data folder: a station of one's own, whose administrator is logged in at once, or the demo station. */
export function FirstRun(props: { canOpenDemo: boolean }) {
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
  const openDemo = useMutation(
    trpc.station.openDemo.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries();
      },
    }),
  );
  const error = setUp.error ?? openDemo.error;
  return (
    <Centred title={t('setUpTitle')} extra={<LookSwitch />} width={520}>
      <p style={{ marginTop: 0 }}>{t('setUpIntro')}</p>
      <Form<Omit<SetUp, 'requestId'>>
        name="set-up"
        className="tight"
        layout="vertical"
        requiredMark={false}
        disabled={openDemo.isPending}
        initialValues={{ kind: 'both' }}
        onFinish={(values) => setUp.mutate(values)}
      >
        <Form.Item
          name="stationName"
          label={t('stationName')}
          rules={[{ required: true, whitespace: true, message: t('stationNameNeeded') }]}
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
        <div className="pair">
          <Form.Item
            name="displayName"
            label={t('administratorName')}
            rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}
          >
            <Input maxLength={40} autoComplete="name" />
          </Form.Item>
          <Form.Item
            name="loginName"
            label={t('loginName')}
            rules={[{ required: true, min: 2, pattern: /^[\p{L}\p{N}._-]+$/u, message: t('loginNameRule') }]}
          >
            <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={40} />
          </Form.Item>
        </div>
        <Form.Item
          name="password"
          label={t('newPassword')}
          extra={t('passwordHint')}
          rules={[{ required: true, min: 8, message: t('passwordShort') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {error && (
          <Form.Item>
            <ErrorNote error={error} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={setUp.isPending}>
          {t('setUp')}
        </Button>
      </Form>
      {props.canOpenDemo && (
        <>
          <Divider plain style={{ margin: '14px 0 10px' }}>
            {t('or')}
          </Divider>
          <Button block loading={openDemo.isPending} disabled={setUp.isPending} onClick={() => openDemo.mutate()}>
            {t(openDemo.isPending ? 'demoPending' : 'openDemo')}
          </Button>
          <p style={{ margin: '6px 0 0', fontSize: 12 }}>{t('demoHint')}</p>
        </>
      )}
    </Centred>
  );
}
