import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchHits } from './SearchHits.tsx';
import { type SearchHit, useAccountSearch } from './useAccountSearch.ts';

/**
 * The one search box: name, pinyin, initials, telephone, door, account or meter number. Arrows move, Enter takes the
 * marked hit (and waits for it when typed faster than the answer), Esc closes the list, then empties the box.
 */
export function AccountSearch(props: {
  onPick: (hit: SearchHit) => void;
  placeholder?: string;
  label?: string;
  autoFocus?: boolean;
  size?: 'middle' | 'large';
  inputRef?: Ref<InputRef>;
  /** Leaves only the hits the place is about. */
  narrow?: (hits: readonly SearchHit[]) => readonly SearchHit[];
}) {
  const { t } = useTranslation('customers');
  const listId = useId();
  const anchor = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  const [isTaking, setTaking] = useState(false);
  const { hits: found, isCurrent, error, hasAnswer } = useAccountSearch(text);
  const hits = props.narrow?.(found) ?? found;
  const isListed = isOpen && text.trim() !== '' && (hits.length > 0 || (isCurrent && hasAnswer) || error !== null);
  const { onPick } = props;

  const pick = (hit: SearchHit) => {
    setText('');
    setOpen(false);
    setTaking(false);
    onPick(hit);
  };

  const latestPick = useRef(pick);
  latestPick.current = pick;
  useEffect(() => {
    if (!isTaking || !isCurrent) return;
    setTaking(false);
    if (hits[0]) latestPick.current(hits[0]);
  }, [isTaking, isCurrent, hits]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (hits.length > 0) setMarked((marked + step + hits.length) % hits.length);
    } else if (event.key === 'Enter' && text.trim()) {
      event.preventDefault();
      const hit = hits[marked];
      if (!isCurrent) setTaking(true);
      else if (hit) pick(hit);
    } else if (event.key === 'Escape' && (isListed || text)) {
      event.stopPropagation();
      if (isListed) setOpen(false);
      else setText('');
    }
  };

  return (
    <div ref={anchor}>
      <Input
        {...(props.inputRef && { ref: props.inputRef })}
        {...(props.size && { size: props.size })}
        role="combobox"
        aria-label={props.label ?? t('search.label')}
        aria-expanded={isListed}
        aria-controls={listId}
        aria-activedescendant={isListed && hits.length > 0 ? `${listId}-${marked}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        autoFocus={props.autoFocus ?? false}
        prefix={<SearchOutlined />}
        placeholder={props.placeholder ?? t('search.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
          setTaking(false);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isListed && (
        <SearchHits
          id={listId}
          anchor={anchor}
          hits={hits}
          marked={marked}
          text={text.trim()}
          error={error}
          onMark={setMarked}
          onPick={pick}
        />
      )}
    </div>
  );
}
