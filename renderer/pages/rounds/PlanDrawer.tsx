import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, monthOf } from '../../../main/shared/dates.ts';
import { RequestId, UserId } from '../../../main/shared/ids.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { MonthSelect } from '../../ui/MonthSelect.tsx';
import { useToday } from '../../ui/useToday.ts';
import { type PlaceRow, PlacesEditor } from './PlacesEditor.tsx';
import { withPlaces } from './places.ts';
import { isComplete, type RoundSettings, SettingsFields } from './SettingsFields.tsx';

const DAYS = 5;

/** A new round: along a remembered route or through buildings, for one person by one day. */
export function PlanDrawer(props: { onClose: () => void; onPlanned: (roundId: number) => void }) {
  const { t } = useTranslation('rounds');
  const { today } = useToday();
  const [settings, setSettings] = useState<RoundSettings>({
    name: '',
    readerId: null,
    dueOn: addDays(today, DAYS),
    showsLast: true,
    needsPhoto: false,
    highPercent: 300,
    agreePercent: 150,
  });
  const [month, setMonth] = useState(monthOf(today));
  const [routeId, setRouteId] = useState<number | null>(null);
  const [places, setPlaces] = useState<readonly PlaceRow[]>([]);
  const [onlyUnread, setOnlyUnread] = useState(true);
  const [newRoute, setNewRoute] = useState('');
  const [requestIds] = useState(() => ({
    plan: RequestId.parse(newRequestId()),
    route: RequestId.parse(newRequestId()),
  }));
  const routes = useQuery(trpc.rounds.routes.queryOptions());
  const rereads = useQuery(trpc.rounds.rereads.queryOptions());
  const again = rereads.data ?? [];
  const withAgain = withPlaces(places, again);
  const planning = useMutation(trpc.rounds.plan.mutationOptions());
  const saving = useMutation(trpc.rounds.saveRoute.mutationOptions());
  const { readerId, dueOn } = settings;

  const chooseRoute = async (chosen: number) => {
    const id = chosen === 0 ? null : chosen;
    setRouteId(id);
    if (id === null) return;
    const route = await queryClient.fetchQuery(trpc.rounds.route.queryOptions({ routeId: id }));
    setPlaces(route.places);
    if (settings.name === '') setSettings({ ...settings, name: `${route.name} ${month}` });
  };
  const plan = async () => {
    if (readerId === null || dueOn === null) return;
    const way = places.map(({ premisesId, service }) => ({ premisesId, service }));
    const route = { routeId: null, version: 0, name: newRoute.trim(), places: way, requestId: requestIds.route };
    const remembered = newRoute.trim() === '' ? routeId : await saving.mutateAsync(route);
    const roundId = await planning.mutateAsync({
      ...settings,
      name: settings.name.trim(),
      readerId: UserId.parse(readerId),
      dueOn,
      month,
      routeId: remembered,
      places: way,
      onlyUnread,
      requestId: requestIds.plan,
    });
    queryClient.invalidateQueries({ queryKey: trpc.rounds.pathKey() });
    props.onPlanned(roundId);
  };
  const isReady = isComplete(settings) && places.length > 0;
  const error = saving.error ?? planning.error;
  return (
    <Drawer
      open
      size={820}
      title={t('plan')}
      onClose={props.onClose}
      mask={{ closable: false }}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', alignItems: 'center' }}>
          {!isReady && <span>{t('incomplete')}</span>}
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button
            type="primary"
            disabled={!isReady}
            loading={planning.isPending || saving.isPending}
            // A refusal is shown above; there is nothing else to do with it.
            onClick={() => plan().catch(() => undefined)}
          >
            {t('planSave')}
          </Button>
        </div>
      }
    >
      {error && <ErrorNote error={error} />}
      <SettingsFields settings={settings} onChange={(part) => setSettings((before) => ({ ...before, ...part }))} />
      <div style={{ display: 'flex', gap: 16, flexWrap: 'wrap', alignItems: 'center' }}>
        <span>
          {t('month')} <MonthSelect label={t('month')} current={monthOf(today)} value={month} onChange={setMonth} />
        </span>
        <span>
          {t('route')}{' '}
          <Select
            aria-label={t('route')}
            style={{ width: 200 }}
            value={routeId ?? 0}
            options={[
              { value: 0, label: t('noRoute') },
              ...(routes.data ?? []).map((route) => ({ value: route.routeId, label: route.name })),
            ]}
            onChange={chooseRoute}
          />
        </span>
        <Checkbox checked={onlyUnread} onChange={(event) => setOnlyUnread(event.target.checked)}>
          {t('onlyUnread')}
        </Checkbox>
        {again.length > 0 && (
          <Button
            disabled={withAgain.length === places.length}
            title={again.map(({ doorNo, reason }) => `${doorNo} ${reason}`).join('\n')}
            onClick={() => setPlaces(withAgain)}
          >
            {t('addRereads', { count: again.length })}
          </Button>
        )}
      </div>
      <PlacesEditor places={places} onChange={setPlaces} />
      <Form.Item label={t('rememberAs')} htmlFor="round-route" extra={t('rememberHint')} style={{ marginTop: 8 }}>
        <Input
          id="round-route"
          maxLength={40}
          style={{ width: 240 }}
          value={newRoute}
          onChange={(event) => setNewRoute(event.target.value)}
        />
      </Form.Item>
    </Drawer>
  );
}
