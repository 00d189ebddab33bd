import { useCallback, useEffect, useRef, useState } from 'react';
import type { CloseName, PublishAddress } from '../../../../features/media/protocol.ts';
import {
  healthSecondsMax,
  type PublisherState,
  type SendingHealth,
  type SendingSecond,
  sendingHealth,
} from '../../../../features/media/sending-health.ts';
import type { Capture } from '../../../../features/media/web/capture.ts';
import { createPublisher, type Publisher } from '../../../../features/media/web/publisher.ts';
import { api } from '../../../../platform/ui/api.ts';

const countEveryMs = 1_000;

export interface OnAir {
  readonly state: PublisherState;
  readonly why: CloseName | null;
  readonly kbitPerSecond: number;
  readonly health: SendingHealth;
  readonly muted: boolean;
  start(): void;
  stop(why: 'goodbye' | 'leave'): void;
  setMuted(muted: boolean): void;
}

/** Sends the camera of this page to the show. Another camera is taken over without leaving the air. */
export function usePublisher(roomId: string, capture: Capture | null): OnAir {
  const publisher = useRef<Publisher | null>(null);
  const [state, setState] = useState<PublisherState>('idle');
  const [why, setWhy] = useState<CloseName | null>(null);
  const [muted, setMutedState] = useState(false);
  const { kbitPerSecond, seconds } = useCounts(publisher, state);
  const health = sendingHealth(state, seconds);

  const start = useCallback(() => {
    if (capture === null) return;
    publisher.current?.stop('leave');
    const made = createPublisher({
      address: () => api.get<PublishAddress>(`/api/rooms/${roomId}/publish`),
      stream: capture.stream,
      onState: (next, reason) => {
        if (publisher.current !== made) return;
        setState(next);
        // Another device has the show now: a reload of this page must not take it back.
        if (next === 'refused') rememberSending(roomId, false);
        setWhy(reason ?? null);
      },
    });
    publisher.current = made;
    made.setMuted(muted);
    made.start();
    rememberSending(roomId, true);
  }, [roomId, capture, muted]);

  const stop = useCallback(
    (reason: 'goodbye' | 'leave') => {
      publisher.current?.stop(reason);
      publisher.current = null;
      setState('stopped');
      rememberSending(roomId, false);
    },
    [roomId],
  );

  const setMuted = useCallback((next: boolean) => {
    publisher.current?.setMuted(next);
    setMutedState(next);
  }, []);

  useEffect(() => {
    if (capture !== null) publisher.current?.replaceStream(capture.stream);
  }, [capture]);
  useEffect(() => {
    return () => {
      publisher.current?.stop('leave');
      publisher.current = null;
    };
  }, []);
  return { state, why, kbitPerSecond, health, muted, start, stop, setMuted };
}

/** Whether this tab was sending before it was reloaded: then it goes on by itself, and takes nothing from another device. */
export function wasSending(roomId: string): boolean {
  return sessionStorage.getItem(`sending:${roomId}`) !== null;
}

function rememberSending(roomId: string, sending: boolean): void {
  if (sending) sessionStorage.setItem(`sending:${roomId}`, '1');
  else sessionStorage.removeItem(`sending:${roomId}`);
}

interface Counts {
  readonly kbitPerSecond: number;
  readonly seconds: readonly SendingSecond[];
}

const nothingYet: Counts = { kbitPerSecond: 0, seconds: [] };

/** What was really sent in each of the last seconds. */
function useCounts(publisher: { readonly current: Publisher | null }, state: PublisherState): Counts {
  const [counts, setCounts] = useState(nothingYet);
  useEffect(() => {
    setCounts(nothingYet);
    if (state !== 'live') return;
    let before = publisher.current?.stats();
    const timer = setInterval(() => {
      const now = publisher.current?.stats();
      if (!now || !before) return;
      const second = {
        pictures: now.picturesSent - before.picturesSent,
        leftOut: now.picturesLeftOut - before.picturesLeftOut,
        skipped: now.picturesSkipped - before.picturesSkipped,
      };
      const kbitPerSecond = Math.round(((now.bytesSent - before.bytesSent) * 8) / countEveryMs);
      before = now;
      setCounts(({ seconds }) => ({ kbitPerSecond, seconds: [...seconds, second].slice(-healthSecondsMax) }));
    }, countEveryMs);
    return () => clearInterval(timer);
  }, [publisher, state]);
  return counts;
}
