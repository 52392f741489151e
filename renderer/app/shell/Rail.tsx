import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { NAV_GROUPS, type PageRoute } from '../route.types.ts';
import { railPath } from './rail-path.ts';

/** The narrow rail: icon and word, grouped by who works there. On a narrow screen it is behind a button. */
export function Rail(props: { pages: readonly PageRoute[]; isOpen: boolean }) {
  const { t } = useTranslation('shell');
  const { token } = theme.useToken();
  const here = railPath(props.pages, useLocation().pathname);
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
            {entries.map((page) => {
              const isHere = page.path === here;
              return (
                <Link
                  key={page.path}
                  to={page.path}
                  className="rail-entry"
                  {...(isHere && { 'aria-current': 'page' })}
                  style={{
                    color: isHere ? token.colorPrimary : token.colorText,
                    background: isHere ? token.colorPrimaryBg : undefined,
                    boxShadow: isHere ? `inset 3px 0 ${token.colorPrimary}` : undefined,
                  }}
                >
                  {/* An icon of antd names itself; the word beside it is the name. */}
                  <span aria-hidden="true">{page.nav?.icon}</span>
                  <span>{page.name && t(page.name)}</span>
                </Link>
              );
            })}
          </div>
        );
      })}
    </nav>
  );
}
