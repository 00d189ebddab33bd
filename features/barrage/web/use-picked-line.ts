import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react';
import type { ReplyTo, TalkLine } from '../../../platform/kit/socket-protocol.ts';

/** Lines of a list are picked by a tap, or with the arrow keys and Enter. */
export function usePickedLine(
  list: RefObject<HTMLElement | null>,
  lines: readonly TalkLine[],
  onPick: ((line: ReplyTo) => void) | undefined,
) {
  const [pickedId, setPickedId] = useState<string | null>(null);
  if (!onPick) return { pickedId: null, handlers: {} };
  const pick = (id: string | null | undefined) => {
    const line = lines.find((one) => one.id === id && one.saved);
    if (line) onPick({ id: line.id, name: line.name });
  };
  const onClick = ({ target }: MouseEvent) => {
    if ((target as Element).closest('a, button') || window.getSelection()?.type === 'Range') return;
    pick((target as Element).closest<HTMLElement>('[data-line-id]')?.dataset.lineId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== list.current) return;
    if (event.key === 'Enter') pick(pickedId);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = lines.findIndex(({ id }) => id === pickedId);
    const next = lines[at === -1 ? lines.length - 1 : Math.min(lines.length - 1, Math.max(0, at + step))];
    setPickedId(next?.id ?? null);
    if (next) document.getElementById(`line-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onBlur = () => setPickedId(null);
  const active = pickedId === null ? undefined : `line-${pickedId}`;
  return { pickedId, handlers: { onClick, onKeyDown, onBlur, 'aria-activedescendant': active } };
}
