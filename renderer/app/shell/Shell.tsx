import { useQuery } from '@tanstack/react-query';
import { Skeleton, theme } from 'antd';
import { type ComponentType, lazy, Suspense, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes, useLocation } from 'react-router';
import { IDLE_LOCK_MS } from '../../../main/modules/users/users.domain.ts';
import { trpc } from '../api.ts';
import type { PageRoute } from '../route.types.ts';
import { pages } from '../routes.tsx';
import type { SessionUser } from '../session/session-user.ts';
import { useLock } from '../session/useLock.ts';
import { allowedPages } from './commands.ts';
import { useGlobalKeys } from './keys.ts';
import { NotFound } from './NotFound.tsx';
import { PageErrors } from './PageErrors.tsx';
import { Rail } from './Rail.tsx';
import { TopBar } from './TopBar.tsx';
import { useIdle } from './useIdle.ts';

const loadCommandBox = () => import('./CommandBox.tsx').then((m) => ({ default: m.CommandBox }));
const CommandBox = lazy(loadCommandBox);
const KeyList = lazy(() => import('./KeyList.tsx').then((m) => ({ default: m.KeyList })));

const loaded = new Map<PageRoute, ComponentType>();

function pageOf(route: PageRoute): ComponentType {
  let page = loaded.get(route);
  if (!page) {
    page = lazy(async () => ({ default: await route.load() }));
    loaded.set(route, page);
  }
  return page;
}

/** The frame: rail, top bar, and the page, which owns the rest. */
export function Shell(props: { user: SessionUser }) {
  const { user } = props;
  const { t } = useTranslation('shell');
  const { token } = theme.useToken();
  const location = useLocation();
  const { pathname } = location;
  const station = useQuery(trpc.station.state.queryOptions());
  const kind = station.data?.kind ?? 'both';
  const allowed = useMemo(() => allowedPages(pages, user.roles, kind), [user.roles, kind]);
  const [over, setOver] = useState<'command-box' | 'keys' | null>(null);
  const [isRailOpen, setRailOpen] = useState(false);
  const lock = useLock();
  // A page stays until the code of the next one is there. What changes within a page (its search, its filters) shows
  // at once: a key typed right after it belongs to the new state.
  const settled = useDeferredValue(location);
  const shown = settled.pathname === pathname ? location : settled;

  useEffect(() => {
    // Fetched before it is asked for: the first letters after Ctrl+K must not get lost.
    loadCommandBox().catch(() => undefined);
  }, []);
  useIdle(IDLE_LOCK_MS, () => {
    if (!user.isLocked) lock();
  });
  useGlobalKeys([
    { key: 'k', withCtrl: true, run: () => setOver('command-box') },
    { key: 'l', withCtrl: true, run: lock },
    { key: '?', withCtrl: false, run: () => setOver('keys') },
  ]);
  useEffect(
    () =>
      window.stationdesk?.onMenu((command) => {
        if (command === 'lock') lock();
        if (command === 'command-box') setOver('command-box');
        if (command === 'keys') setOver('keys');
      }),
    [lock],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rail of a narrow screen closes when a page is chosen.
  useEffect(() => setRailOpen(false), [pathname]);

  return (
    <div className="shell" style={{ background: token.colorBgLayout, color: token.colorText }}>
      <a className="skip-link" href="#page">
        {t('skipToPage')}
      </a>
      <TopBar
        user={user}
        pages={allowed}
        onCommandBox={() => setOver('command-box')}
        onKeys={() => setOver('keys')}
        onLock={lock}
        onRail={() => setRailOpen((isOpen) => !isOpen)}
      />
      <Rail pages={allowed} isOpen={isRailOpen} />
      <main id="page" className="shell-page">
        <PageErrors path={shown.pathname}>
          <Suspense fallback={<Skeleton active style={{ padding: 16 }} />}>
            <Routes location={shown}>
              {allowed.map((route) => {
                const Page = pageOf(route);
                return <Route key={route.path} path={route.path} element={<Page />} />;
              })}
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </PageErrors>
      </main>
      <Suspense>
        {over === 'command-box' && <CommandBox user={user} pages={allowed} onClose={() => setOver(null)} />}
        {over === 'keys' && <KeyList onClose={() => setOver(null)} />}
      </Suspense>
    </div>
  );
}
