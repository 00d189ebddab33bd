import { ChevronDown, ChevronUp } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../../platform/ui/announcer.tsx';
import { IconButton } from '../../../platform/ui/icon-button.tsx';

interface WayMovesProps {
  /** What is moved, for whoever hears it. */
  name: string;
  at: number;
  count: number;
  onMove(to: number): void;
}

/** One up or one down. */
export function WayMoves({ name, at, count, onMove }: WayMovesProps) {
  const { t } = useTranslation();
  const buttons = useRef<HTMLDivElement>(null);
  const pressed = useRef<'up' | 'down' | null>(null);
  // What is moved in the page loses the focus, and the button of the last place can have none: the next key would go nowhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new place that this waits for.
  useLayoutEffect(() => {
    const all = [...(buttons.current?.querySelectorAll('button') ?? [])];
    const [same, other] = pressed.current === 'down' ? all.reverse() : all;
    if (pressed.current !== null) (same?.disabled ? other : same)?.focus();
    pressed.current = null;
  }, [at]);
  const move = (way: 'up' | 'down', to: number) => {
    pressed.current = way;
    onMove(to);
    announce(t('shops:delivery.moved', { name, number: to + 1, count }));
  };
  return (
    <div className="flex" ref={buttons}>
      <IconButton
        label={t('shops:delivery.up', { name })}
        disabled={at === 0}
        onClick={() => move('up', at - 1)}
        data-testid="delivery-up"
      >
        <ChevronUp aria-hidden className="size-5" />
      </IconButton>
      <IconButton
        label={t('shops:delivery.down', { name })}
        disabled={at === count - 1}
        onClick={() => move('down', at + 1)}
        data-testid="delivery-down"
      >
        <ChevronDown aria-hidden className="size-5" />
      </IconButton>
    </div>
  );
}
