import { useTranslation } from 'react-i18next';
import { emotes } from '../emotes.ts';
import { Emote } from './line-content.tsx';

/** All emotes in sight, above the line that is being written. */
export function EmotePicker({ onPick, onClose }: { onPick(emote: string): void; onClose(): void }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves whichever of its buttons is focused.
    <div
      data-testid="emote-picker"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      className="absolute inset-x-0 bottom-full z-10 mb-2 grid max-w-76 grid-cols-6 gap-1 rounded-card border border-line bg-surface p-2 shadow-high"
    >
      {emotes.map((emote, index) => (
        <button
          key={emote}
          type="button"
          // biome-ignore lint/a11y/noAutofocus: whoever opens it by the keyboard goes on inside it.
          autoFocus={index === 0}
          title={t(`barrage:emote.${emote}`)}
          data-testid={`emote-${emote}`}
          onClick={() => onPick(emote)}
          className="grid size-11 place-items-center rounded-control hover:bg-sunken"
        >
          <Emote emote={emote} large />
        </button>
      ))}
    </div>
  );
}
