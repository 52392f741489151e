import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { NAV_GROUPS, type PageRoute } from '../route.types.ts';

/** The narrow rail: icon and word, grouped by who works there. Only what the user may open. */
export function Rail(props: { pages: readonly PageRoute[] }) {
  const { t } = useTranslation('shell');
  const { token } = theme.useToken();
  return (
    <nav
      aria-label={t('mainMenu')}
      style={{
        gridArea: 'rail',
        width: 132,
        overflowY: 'auto',
        borderRight: `1px solid ${token.colorBorderSecondary}`,
        background: token.colorBgContainer,
        padding: '6px 0',
      }}
    >
      {NAV_GROUPS.map((group) => {
        const entries = props.pages.filter((page) => page.nav?.group === group);
        if (entries.length === 0) return null;
        return (
          <div key={group} style={{ marginBottom: 6 }}>
            <div style={{ fontSize: 12, color: token.colorTextTertiary, padding: '6px 14px 2px' }}>
              {t(`group.${group}`)}
            </div>
            {entries.map((page) => (
              <NavLink
                key={page.path}
                to={page.path}
                end={page.path === '/'}
                style={({ isActive }) => ({
                  display: 'flex',
                  gap: 8,
                  alignItems: 'center',
                  padding: '6px 14px',
                  color: isActive ? token.colorPrimary : token.colorText,
                  background: isActive ? token.colorPrimaryBg : undefined,
                  boxShadow: isActive ? `inset 3px 0 ${token.colorPrimary}` : undefined,
                  textDecoration: 'none',
                })}
              >
                {page.nav?.icon}
                <span>{page.nav && t(page.nav.label)}</span>
              </NavLink>
            ))}
          </div>
        );
      })}
    </nav>
  );
}
