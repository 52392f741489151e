import { Skeleton, theme } from 'antd';
import { type ComponentType, lazy, Suspense, useMemo } from 'react';
import { Route, Routes } from 'react-router';
import { isAllowed } from '../../../main/shared/permissions.ts';
import type { PageRoute } from '../route.types.ts';
import { pages } from '../routes.tsx';
import type { SessionUser } from '../session/SessionGate.tsx';
import { NotFound } from './NotFound.tsx';
import { Rail } from './Rail.tsx';
import { TopBar } from './TopBar.tsx';

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
  const { token } = theme.useToken();
  const allowed = useMemo(() => pages.filter((page) => isAllowed(props.user.roles, page.perm)), [props.user.roles]);
  return (
    <div
      style={{
        height: '100%',
        display: 'grid',
        gridTemplate: '"bar bar" 44px "rail page" 1fr / auto 1fr',
        background: token.colorBgLayout,
        color: token.colorText,
      }}
    >
      <TopBar user={props.user} pages={allowed} />
      <Rail pages={allowed} />
      <main style={{ gridArea: 'page', minWidth: 0, minHeight: 0, overflow: 'hidden' }}>
        <Suspense fallback={<Skeleton active style={{ padding: 16 }} />}>
          <Routes>
            {allowed.map((route) => {
              const Page = pageOf(route);
              return <Route key={route.path} path={route.path} element={<Page />} />;
            })}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </main>
    </div>
  );
}
