import { Input, type InputRef, Modal, theme } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PageRoute } from '../route.types.ts';
import type { SessionUser } from '../session/session-user.ts';
import { CommandLine } from './CommandLine.tsx';
import { recentCommands, rememberCommand } from './recent.ts';
import { type Command, useCommands } from './useCommands.ts';

const LIST_ID = 'command-list';

/**
 * Goes anywhere by keyboard: pages by name or initials, customers as the counter finds them. Empty, it offers what was
 * chosen last. Enter waits for the answer to what was typed.
 */
export function CommandBox(props: { user: SessionUser; pages: readonly PageRoute[]; onClose: () => void }) {
  const { t } = useTranslation('shell');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  const field = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const [isTaking, setTaking] = useState(false);
  const { commands, isSettled } = useCommands(props.pages, text);
  const [recent] = useState(() => recentCommands(props.user.userId));
  const isEmpty = text.trim() === '';
  const known = new Set(recent.map(({ id }) => id));
  const shown = isEmpty ? [...recent, ...commands.filter(({ id }) => !known.has(id))] : commands;

  const take = (command: Command) => {
    rememberCommand(props.user.userId, command);
    props.onClose();
    navigate(command.path);
  };
  useEffect(() => {
    if (!isTaking || !isSettled) return;
    setTaking(false);
    const first = shown[0];
    if (first) take(first);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (shown.length > 0) setMarked((marked + step + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const command = shown[marked];
      if (!isSettled && command?.kind !== 'page') setTaking(true);
      else if (command) take(command);
    }
  };

  return (
    <Modal
      open
      closable={false}
      footer={null}
      width={600}
      style={{ top: 60 }}
      styles={{ container: { padding: 8 } }}
      onCancel={props.onClose}
      afterOpenChange={(isOpen) => isOpen && field.current?.focus()}
      aria-label={t('search')}
    >
      <Input
        ref={field}
        size="large"
        variant="borderless"
        role="combobox"
        aria-label={t('search')}
        aria-expanded
        aria-controls={LIST_ID}
        aria-activedescendant={shown.length > 0 ? `${LIST_ID}-${marked}` : undefined}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        placeholder={t('searchHint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
          setTaking(false);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={LIST_ID}
        role="listbox"
        aria-label={t('search')}
        className="command-list"
        style={{ borderTop: `1px solid ${token.colorBorderSecondary}` }}
      >
        {shown.map((command, index) => (
          <CommandLine
            key={command.id}
            id={`${LIST_ID}-${index}`}
            command={command}
            isRecent={isEmpty && index < recent.length}
            isMarked={index === marked}
            onMark={() => setMarked(index)}
            onTake={() => take(command)}
          />
        ))}
        {shown.length === 0 && isSettled && (
          <p style={{ padding: '8px 12px', margin: 0, color: token.colorTextSecondary }}>{t('searchNone')}</p>
        )}
      </div>
    </Modal>
  );
}
