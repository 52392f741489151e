import { Tag, theme } from 'antd';
import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/ErrorNote.tsx';
import type { SearchHit } from './useAccountSearch.ts';

const WIDTH = 640;
const GAP = 8;

/** The list under the search box, one line a hit. It lies above everything, so that no panel cuts it off. */
export function SearchHits(props: {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  hits: readonly SearchHit[];
  marked: number;
  text: string;
  error: unknown;
  onMark: (index: number) => void;
  onPick: (hit: SearchHit) => void;
}) {
  const { t } = useTranslation('customers');
  const { token } = theme.useToken();
  const errorText = useErrorText();
  const place = usePlace(props.anchor);
  const box: CSSProperties = {
    position: 'fixed',
    zIndex: token.zIndexPopupBase + 100,
    boxSizing: 'border-box',
    overflowY: 'auto',
    background: token.colorBgElevated,
    border: `1px solid ${token.colorBorder}`,
    borderRadius: token.borderRadius,
    boxShadow: token.boxShadowSecondary,
    padding: 4,
    ...place,
  };
  if (props.error || props.hits.length === 0)
    return createPortal(
      <div id={props.id} role="status" style={{ ...box, padding: 12, color: token.colorTextSecondary }}>
        {props.error ? errorText(props.error).text : t('search.none', { text: props.text })}
      </div>,
      document.body,
    );
  return createPortal(
    <div id={props.id} role="listbox" aria-label={t('search.label')} style={box}>
      {props.hits.map((hit, index) => (
        <HitLine
          key={hit.accountId}
          id={`${props.id}-${index}`}
          hit={hit}
          isMarked={index === props.marked}
          onMark={() => props.onMark(index)}
          onPick={() => props.onPick(hit)}
        />
      ))}
    </div>,
    document.body,
  );
}

function HitLine(props: { id: string; hit: SearchHit; isMarked: boolean; onMark: () => void; onPick: () => void }) {
  const { t } = useTranslation('customers');
  const { token } = theme.useToken();
  const { hit, isMarked } = props;
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  const isByPhone = hit.matched === 'phone' || hit.matched === 'phone-tail';
  const cut: CSSProperties = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' };
  return (
    <div
      ref={line}
      id={props.id}
      role="option"
      aria-selected={isMarked}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={isMarked ? undefined : props.onMark}
      onClick={props.onPick}
      onKeyDown={undefined}
      className="search-hit"
      style={{
        borderRadius: 3,
        cursor: 'pointer',
        background: isMarked ? token.colorPrimaryBg : undefined,
        color: hit.closedOn ? token.colorTextTertiary : token.colorText,
      }}
    >
      <span style={{ ...cut, fontWeight: 600 }}>
        {hit.customerName} {hit.closedOn && <Tag>{t('state.closed')}</Tag>}
      </span>
      <span style={cut} className="figures">
        {hit.doorNo}
      </span>
      <span style={{ fontSize: 12 }}>{t(`service.${hit.service}`)}</span>
      <span className="figures">{hit.accountNo}</span>
      <span style={{ ...cut, fontSize: 12 }} className="figures">
        {isByPhone
          ? t('search.phone', { phone: hit.phone })
          : hit.meterNos && t('search.meter', { meterNo: hit.meterNos })}
      </span>
    </div>
  );
}

/** Under the box, as wide as its lines need and the window allows. */
function usePlace(anchor: RefObject<HTMLElement | null>): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>({ visibility: 'hidden' });
  useLayoutEffect(() => {
    const measure = () => {
      const rect = anchor.current?.getBoundingClientRect();
      if (!rect) return;
      const width = Math.min(Math.max(WIDTH, rect.width), innerWidth - 2 * GAP);
      const left = Math.max(GAP, Math.min(rect.left, innerWidth - width - GAP));
      setPlace({ top: rect.bottom + 4, left, width, maxHeight: Math.max(160, innerHeight - rect.bottom - 2 * GAP) });
    };
    measure();
    addEventListener('resize', measure);
    addEventListener('scroll', measure, true);
    return () => {
      removeEventListener('resize', measure);
      removeEventListener('scroll', measure, true);
    };
  }, [anchor]);
  return place;
}
