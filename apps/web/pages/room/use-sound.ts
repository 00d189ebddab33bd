import { useState } from 'react';

const key = 'livestall.sound';

export interface Sound {
  readonly muted: boolean;
  /** From 0 to 1. */
  readonly volume: number;
  setMuted(muted: boolean): void;
  setVolume(volume: number): void;
  /** The browser lets no page make a sound before a tap: muted for now, but not what the viewer chose. */
  refused(): void;
}

interface Choice {
  readonly on: boolean;
  readonly volume: number;
}

/** Whether and how loud the room is heard; remembered on this device. A first visit is silent until it is tapped. */
export function useSound(): Sound {
  const [choice, setChoice] = useState(read);
  const [refused, setRefused] = useState(false);
  const choose = (next: Choice) => {
    setChoice(next);
    setRefused(false);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing still obeys for this visit.
    }
  };
  return {
    muted: !choice.on || refused,
    volume: choice.volume,
    setMuted: (muted) => choose({ ...choice, on: !muted }),
    setVolume: (volume) => choose({ on: volume > 0, volume }),
    refused: () => setRefused(true),
  };
}

function read(): Choice {
  try {
    return soundChoiceOf(localStorage.getItem(key));
  } catch {
    return soundChoiceOf(null);
  }
}

/** What is kept may be from another version, or from nobody: then it is silent, and full when it is turned on. */
export function soundChoiceOf(kept: string | null): Choice {
  try {
    const { on, volume } = JSON.parse(kept ?? '{}') as Partial<Record<keyof Choice, unknown>>;
    const isVolume = typeof volume === 'number' && volume > 0 && volume <= 1;
    return { on: on === true, volume: isVolume ? volume : 1 };
  } catch {
    return { on: false, volume: 1 };
  }
}
