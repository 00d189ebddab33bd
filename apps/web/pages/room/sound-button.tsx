import { Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import type { Sound } from './use-sound.ts';

/** The first tap of a visit: large and plain, since without it the room is a silent film. */
export function TapForSound({ sound }: { sound: Sound }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      data-testid="sound-button"
      onClick={() => sound.setMuted(false)}
      className="on-picture flex min-h-11 animate-arrive items-center gap-2 self-start rounded-full bg-honey px-4 text-small font-bold text-on-honey shadow-high transition active:scale-95"
    >
      <VolumeX aria-hidden className="size-5" />
      {t('rooms:room.tapForSound')}
    </button>
  );
}

/** Mute, and beside it how loud, where a pointer can draw it; a phone has keys for that. */
export function SoundButton({ sound, wide }: { sound: Sound; wide: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="on-picture flex items-center rounded-full bg-glass">
      <IconButton
        look="glass"
        className="border-transparent bg-transparent"
        label={t('rooms:room.soundOff')}
        word={t('rooms:room.soundWord')}
        data-testid="sound-off"
        onClick={() => sound.setMuted(true)}
      >
        <Volume2 aria-hidden className="size-5" />
      </IconButton>
      {wide && (
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={sound.volume}
          aria-label={t('rooms:room.volume')}
          onChange={(event) => sound.setVolume(Number(event.target.value))}
          className="me-4 h-11 w-20 cursor-pointer accent-honey"
        />
      )}
    </div>
  );
}
