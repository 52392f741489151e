import { useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoundPackage } from '../../../../main/modules/rounds/phone.schema.ts';
import { savePreferences } from '../../../app/preferences.ts';
import { InsecureNote } from './InsecureNote.tsx';
import { LoginForm } from './LoginForm.tsx';
import { RoundCard } from './RoundCard.tsx';
import { type FileProblem, openRoundFile } from './round-file.ts';
import { SyncBar } from './SyncBar.tsx';
import type { Kept } from './store.ts';
import { subscribeSync, syncState } from './sync.ts';

/** Rounds on this phone and those waiting at the station, and what is still to be sent. */
export function RoundsScreen(props: {
  kept: Kept;
  onWalk: (roundUid: string) => void;
  onResults: (roundUid: string) => void;
}) {
  const { t, i18n } = useTranslation('phone');
  const { kept } = props;
  const state = useSyncExternalStore(subscribeSync, syncState);
  const [opened, setOpened] = useState<FileProblem | RoundPackage>();
  const file = useRef<HTMLInputElement>(null);
  const own = kept.rounds.filter(({ out }) => kept.user === null || out.readerId === kept.user.userId);
  const there = (kept.mine ?? []).filter(({ roundUid }) => !own.some((round) => round.roundUid === roundUid));

  function switchLanguage(): void {
    const lang = i18n.language === 'en' ? 'zh-CN' : 'en';
    savePreferences({ lang });
    i18n.changeLanguage(lang);
    document.documentElement.lang = lang;
  }

  return (
    <main className="phone-page">
      <header className="phone-head">
        <h1>{t('title')}</h1>
        <span className="phone-dim">{kept.user && t('user', { name: kept.user.displayName })}</span>
        <button type="button" className="phone-plain" onClick={switchLanguage}>
          {t('language')}
        </button>
      </header>
      <SyncBar kept={kept} />
      {!isSecureContext && <InsecureNote />}
      {state.kind === 'login' && <LoginForm />}
      <h2>{t('rounds')}</h2>
      {own.length === 0 && there.length === 0 && <p className="phone-note">{t('noRounds')}</p>}
      {own.map((round) => (
        <RoundCard key={round.roundUid} kept={kept} round={round} onWalk={props.onWalk} onResults={props.onResults} />
      ))}
      {there.map((listed) => (
        <RoundCard
          key={listed.roundUid}
          kept={kept}
          listed={listed}
          onWalk={props.onWalk}
          onResults={props.onResults}
        />
      ))}
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t('openFile')}
        onChange={async (event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) setOpened(await openRoundFile(kept, await chosen.text()));
        }}
      />
      <button type="button" className="phone-plain phone-wide" onClick={() => file.current?.click()}>
        {t('openFile')}
      </button>
      {opened && (
        <p role="status" className={`phone-note ${typeof opened === 'object' ? 'phone-good' : 'phone-bad'}`}>
          {typeof opened === 'string'
            ? t(`fileProblems.${opened}`)
            : kept.user && opened.readerId !== kept.user.userId
              ? t('fileOpenedFor', { name: opened.readerName })
              : t('fileOpened')}
        </p>
      )}
    </main>
  );
}
