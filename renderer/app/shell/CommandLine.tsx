import { theme } from 'antd';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from './useCommands.ts';

export function CommandLine(props: {
  id: string;
  command: Command;
  isRecent: boolean;
  isMarked: boolean;
  onMark: () => void;
  onTake: () => void;
}) {
  const { t } = useTranslation(['shell', 'customers']);
  const { token } = theme.useToken();
  const { command, isMarked } = props;
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the box, whose list this is.
    <div
      ref={line}
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={isMarked}
      className="command-line"
      style={{ background: isMarked ? token.colorPrimaryBg : undefined }}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={isMarked ? undefined : props.onMark}
      onClick={props.onTake}
    >
      {command.kind === 'page' ? (
        <strong>{command.label}</strong>
      ) : (
        <>
          <strong className="command-name">{command.hit.customerName}</strong>
          <span className="command-door figures">{command.hit.doorNo}</span>
          <span className="command-service">{t(`customers:service.${command.hit.service}`)}</span>
          <span className="figures">{command.hit.accountNo}</span>
        </>
      )}
      <span className="command-kind" style={{ color: token.colorTextTertiary }}>
        {props.isRecent ? t('shell:recent') : t(`shell:commandKind.${command.kind}`)}
      </span>
    </div>
  );
}
