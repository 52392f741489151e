import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kept } from './store.ts';
import { subscribeSync, synchronise, syncState } from './sync.ts';

/** What waits to be sent, and why it still does. Always in sight: nobody should think it is sent when it is not. */
export function SyncBar(props: { kept: Kept }) {
  const { t } = useTranslation(['phone', 'errors']);
  const { captures, photos, user, rounds } = props.kept;
  const state = useSyncExternalStore(subscribeSync, syncState);
  const waiting = captures.filter((one) => one.isWaiting);
  const foreign = user ? waiting.filter((one) => one.userId !== user.userId) : [];
  const owner = rounds.find(({ out }) => out.readerId === foreign[0]?.userId)?.out.readerName ?? '';
  const isDone = waiting.length === 0 && photos.size === 0;
  const words =
    waiting.length > 0
      ? t('waiting', { count: waiting.length })
      : photos.size > 0
        ? t('waitingPhotos', { count: photos.size })
        : t(captures.length > 0 ? 'allSent' : 'nothingYet');
  return (
    <section className={`phone-sync ${isDone ? '' : 'phone-sync-waits'}`}>
      <div className="phone-sync-words">
        <strong role="status">{words}</strong>
        {state.kind !== 'idle' && <span>{t(`sync.${state.kind}`)}</span>}
        {state.kind === 'refused' && <span role="alert">{t(`errors:${state.code}`, { ...state.params })}</span>}
        {foreign.length > 0 && <span>{t('waitingOther', { count: foreign.length, name: owner })}</span>}
      </div>
      <button type="button" disabled={state.kind === 'running'} onClick={() => synchronise()}>
        {t(isDone ? 'refresh' : 'send')}
      </button>
    </section>
  );
}
