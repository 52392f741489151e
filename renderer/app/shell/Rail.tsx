import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { NAV_GROUPS, type PageRoute } from '../route.types.ts';

/** The narrow rail: icon and word, grouped by who works there. On a narrow screen it is behind a button. */
export function Rail(props: { pages: readonly PageRoute[]; isOpen: boolean }) {
  const { t } = useTranslation('shell');
  const { token } = theme.useToken();
  return (
    <nav
      aria-label={t('mainMenu')}
      className={props.isOpen ? 'rail rail-open' : 'rail'}
      style={{ borderRight: `1px solid ${token.colorBorderSecondary}`, background: token.colorBgContainer }}
    >
      {NAV_GROUPS.map((group) => {
        const entries = props.pages.filter((page) => page.nav?.group === group);
        if (entries.length === 0) return null;
        return (
          <div key={group} className="rail-group">
            <div className="rail-head" style={{ color: token.colorTextTertiary }}>
              {t(`group.${group}`)}
            </div>
            {entries.map((page) => (
              <NavLink
                key={page.path}
                to={page.path}
                end={page.path === '/'}
                className="rail-entry"
                style={({ isActive }) => ({
                  color: isActive ? token.colorPrimary : token.colorText,
                  background: isActive ? token.colorPrimaryBg : undefined,
                  boxShadow: isActive ? `inset 3px 0 ${token.colorPrimary}` : undefined,
                })}
              >
                {/* An icon of antd names itself; the word beside it is the name. */}
                <span aria-hidden="true">{page.nav?.icon}</span>
                <span>{page.name && t(page.name)}</span>
              </NavLink>
            ))}
          </div>
        );
      })}
    </nav>
  );
}
