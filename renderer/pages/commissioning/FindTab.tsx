import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Modal, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { AssignBar } from './AssignBar.tsx';
import { FoundTable } from './FoundTable.tsx';
import { type FoundRow, rowsOf, toRegister, useDrafts } from './found-meters.ts';
import { MeterSettings } from './MeterSettings.tsx';
import { SearchBar } from './SearchBar.tsx';
import { TryBar } from './TryBar.tsx';

/** Find, try, match and register the meters of one bus. */
export function FindTab({ bus }: { bus: Outputs['devices']['list'][number] }) {
  const { t } = useTranslation('commissioning');
  const { token } = theme.useToken();
  const busId = bus.deviceId;
  const { drafts, set: setDraft, forget } = useDrafts(busId);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [active, setActive] = useState<string>();
  const [isRegistering, setRegistering] = useState(false);
  const [hasRegistered, setHasRegistered] = useState(false);
  const [described, setDescribed] = useState<string>();
  const search = useQuery(
    trpc.devices.search.queryOptions(
      { busId },
      { refetchInterval: ({ state }) => (state.data?.state === 'running' ? 500 : false) },
    ),
  );
  const known = useQuery(trpc.commissioning.known.queryOptions({ busId }));
  const rows = rowsOf(search.data?.found ?? [], known.data ?? [], drafts, bus.name);
  const ready = rows.filter((row) => chosen.includes(row.key) && !row.known);
  const opened = rows.find((row) => row.key === described);
  const choose = (key: string) => setChosen((keys) => (keys.includes(key) ? keys : [...keys, key]));
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <SearchBar bus={bus} search={search.data} />
      {known.error && <ErrorNote error={known.error} />}
      {hasRegistered && (
        <div>
          {t('nextStep')} <Link to="/polling">{t('toPolling')}</Link>
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyNote title={t('nothingFound')} hint={t('nothingFoundHint')} />
      ) : (
        <>
          <AssignBar
            rows={rows}
            active={rows.find((row) => row.key === active)}
            onActivate={(key, meterNo) => {
              setActive(key);
              choose(key);
              setDraft(key, { meterNo });
            }}
            onAccount={(key, account) => setDraft(key, { account, service: account.service as FoundRow['service'] })}
          />
          <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
            <TryBar
              busId={busId}
              rows={chosen.length > 0 ? rows.filter((row) => chosen.includes(row.key)) : rows}
              onResult={setDraft}
            />
            <span style={{ flex: 1 }} />
            {ready.length === 0 && rows.some((row) => !row.known) && (
              <span style={{ color: token.colorTextSecondary }}>{t('chooseHint')}</span>
            )}
            <Button type="primary" disabled={ready.length === 0} onClick={() => setRegistering(true)}>
              {t('register', { n: ready.length })}
            </Button>
          </div>
          <FoundTable
            rows={rows}
            chosen={chosen}
            active={active}
            onChoose={setChosen}
            onChange={setDraft}
            onDescribe={setDescribed}
          />
        </>
      )}
      {opened && (
        <MeterSettings
          key={opened.key}
          busId={busId}
          row={opened}
          others={ready.filter(({ key, found }) => key !== opened.key && found.protocol === opened.found.protocol)}
          onSave={(keys, change) => {
            for (const key of keys) setDraft(key, { ...change, registers: undefined, error: null });
            setDescribed(undefined);
          }}
          onClose={() => setDescribed(undefined)}
        />
      )}
      {isRegistering && (
        <RegisterDialog
          busId={busId}
          rows={ready}
          onClose={() => setRegistering(false)}
          onDone={() => {
            setRegistering(false);
            setHasRegistered(true);
            setChosen([]);
            setActive(undefined);
            forget(ready.map((row) => row.key));
            void queryClient.invalidateQueries({ queryKey: trpc.commissioning.known.queryKey({ busId }) });
          }}
        />
      )}
    </div>
  );
}

/** Says what will be written before it is. */
function RegisterDialog(props: {
  busId: Outputs['devices']['list'][number]['deviceId'];
  rows: readonly FoundRow[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation('commissioning');
  const { message } = App.useApp();
  const { today } = useToday();
  const [requestId] = useState(newRequestId);
  const { rows } = props;
  const register = useMutation(
    trpc.commissioning.register.mutationOptions({
      onSuccess: ({ meters }) => {
        const linked = meters.filter((meter) => meter.outcome === 'linked').length;
        message.success(t('registered', { added: meters.length - linked, linked }));
        props.onDone();
      },
    }),
  );
  const withAccount = rows.filter((row) => row.account).length;
  const tried = rows.filter((row) => row.registers).length;
  return (
    <Modal
      open
      title={t('register', { n: rows.length })}
      okText={t('confirmRegister')}
      cancelText={t('back')}
      confirmLoading={register.isPending}
      onCancel={props.onClose}
      onOk={() =>
        register.mutate({
          busId: props.busId,
          fromOn: today,
          meters: rows.map(toRegister),
          requestId: requestId as never,
        })
      }
    >
      <p>{t('registerSummary', { n: rows.length, withAccount, without: rows.length - withAccount, date: today })}</p>
      <p>{tried === rows.length ? t('allTried') : t('someUntried', { n: rows.length - tried })}</p>
      {register.error && <ErrorNote error={register.error} />}
    </Modal>
  );
}
