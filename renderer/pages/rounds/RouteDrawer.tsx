import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type PlaceRow, PlacesEditor } from './PlacesEditor.tsx';

export function RouteDrawer(props: { routeId: number | null; onClose: () => void }) {
  const { routeId, onClose } = props;
  const route = useQuery(trpc.rounds.route.queryOptions({ routeId: routeId ?? 0 }, { enabled: routeId !== null }));
  if (route.error)
    return (
      <Drawer open size={720} onClose={onClose}>
        <ErrorNote error={route.error} onRetry={() => route.refetch()} />
      </Drawer>
    );
  if (routeId !== null && !route.data)
    return (
      <Drawer open size={720} onClose={onClose}>
        <Skeleton active />
      </Drawer>
    );
  return <RouteForm route={route.data} onClose={onClose} />;
}

function RouteForm(props: { route: Outputs['rounds']['route'] | undefined; onClose: () => void }) {
  const { t } = useTranslation('rounds');
  const { route, onClose } = props;
  const [name, setName] = useState(route?.name ?? '');
  const [places, setPlaces] = useState<readonly PlaceRow[]>(route?.places ?? []);
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const onSuccess = () => {
    queryClient.invalidateQueries({ queryKey: trpc.rounds.pathKey() });
    onClose();
  };
  const saving = useMutation(trpc.rounds.saveRoute.mutationOptions({ onSuccess }));
  const removing = useMutation(trpc.rounds.removeRoute.mutationOptions({ onSuccess }));
  const error = saving.error ?? removing.error;
  return (
    <Drawer
      open
      size={720}
      title={route ? t('editRoute', { name: route.name }) : t('newRoute')}
      onClose={onClose}
      mask={{ closable: false }}
      footer={
        <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
          {route && (
            <Popconfirm
              title={t('removeRouteTitle', { name: route.name })}
              okText={t('removeRoute')}
              cancelText={t('cancel')}
              onConfirm={() => removing.mutate({ routeId: route.routeId, requestId })}
            >
              <Button danger loading={removing.isPending}>
                {t('removeRoute')}
              </Button>
            </Popconfirm>
          )}
          <span style={{ flex: 1 }} />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="primary"
            disabled={name.trim() === '' || places.length === 0}
            loading={saving.isPending}
            onClick={() =>
              saving.mutate({
                routeId: route?.routeId ?? null,
                version: route?.version ?? 0,
                name: name.trim(),
                places: places.map(({ premisesId, service }) => ({ premisesId, service })),
                requestId,
              })
            }
          >
            {t('saveRoute')}
          </Button>
        </div>
      }
    >
      {error && <ErrorNote error={error} />}
      <Form.Item label={t('routeName')} htmlFor="route-name">
        <Input id="route-name" maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
      </Form.Item>
      <PlacesEditor places={places} onChange={setPlaces} />
    </Drawer>
  );
}
