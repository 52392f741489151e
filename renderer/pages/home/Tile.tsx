import { Skeleton, theme } from 'antd';
import { Link } from 'react-router';

type Tone = 'plain' | 'good' | 'doubt' | 'danger';

/** One figure and where to act on it. The tone is in the words too, never in the colour alone. */
export function Tile(props: {
  label: string;
  value: string;
  hint: string;
  tone: Tone;
  to: string;
  query: { readonly isPending: boolean; readonly error: unknown };
}) {
  const { token } = theme.useToken();
  const colours: Record<Tone, string> = {
    plain: token.colorText,
    good: token.colorSuccess,
    doubt: token.colorWarning,
    danger: token.colorError,
  };
  return (
    <Link
      to={props.to}
      style={{
        display: 'block',
        padding: '12px 16px',
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderInlineStart: `3px solid ${colours[props.tone]}`,
        borderRadius: token.borderRadius,
        color: token.colorText,
        textDecoration: 'none',
        minWidth: 0,
      }}
    >
      <div style={{ color: token.colorTextSecondary }}>{props.label}</div>
      {props.query.isPending ? (
        <Skeleton.Button active size="small" style={{ marginTop: 8 }} />
      ) : (
        <>
          <div className="figures" style={{ fontSize: 24, lineHeight: '36px', color: colours[props.tone] }}>
            {props.query.error ? '—' : props.value}
          </div>
          <div style={{ fontSize: 12, color: token.colorTextSecondary }}>{props.hint}</div>
        </>
      )}
    </Link>
  );
}
