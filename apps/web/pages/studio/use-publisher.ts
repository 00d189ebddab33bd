import { useCallback, useEffect, useRef, useState } from 'react';
import type { CloseName, PublishAddress } from '../../../../features/media/protocol.ts';
import type { Capture } from '../../../../features/media/web/capture.ts';
import { createPublisher, type Publisher, type PublisherState } from '../../../../features/media/web/publisher.ts';
import { api } from '../../../../platform/ui/api.ts';

const rateEveryMs = 1_000;

export interface OnAir {
  readonly state: PublisherState;
  readonly why: CloseName | null;
  readonly kbitPerSecond: number;
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
  const kbitPerSecond = useRate(publisher, state);

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
  return { state, why, kbitPerSecond, muted, start, stop, setMuted };
}

/** Whether this tab was sending before it was reloaded: then it goes on by itself, and takes nothing from another device. */
export function wasSending(roomId: string): boolean {
  return sessionStorage.getItem(`sending:${roomId}`) !== null;
}

function rememberSending(roomId: string, sending: boolean): void {
  if (sending) sessionStorage.setItem(`sending:${roomId}`, '1');
  else sessionStorage.removeItem(`sending:${roomId}`);
}

function useRate(publisher: { readonly current: Publisher | null }, state: PublisherState): number {
  const [rate, setRate] = useState(0);
  useEffect(() => {
    if (state !== 'live') {
      setRate(0);
      return;
    }
    let before = publisher.current?.stats().bytesSent ?? 0;
    const timer = setInterval(() => {
      const sent = publisher.current?.stats().bytesSent ?? before;
      setRate(Math.round(((sent - before) * 8) / rateEveryMs));
      before = sent;
    }, rateEveryMs);
    return () => clearInterval(timer);
  }, [publisher, state]);
  return rate;
}
