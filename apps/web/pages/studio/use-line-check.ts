import { useQuery } from '@tanstack/react-query';
import type { WatchAddress } from '../../../../features/media/protocol.ts';
import { type ReadyFacts, slowAnswerMs } from '../../../../features/rooms/ready-checks.ts';
import { api } from '../../../../platform/ui/api.ts';

const measureEveryMs = 10_000;
const tries = 3;

export interface LineCheck {
  readonly line: ReadyFacts['line'];
  /** The middle one of a few answers' times, in milliseconds. */
  readonly serverMs: number | null;
  readonly videoMs: number | null;
}

/** Asks the server and the video process a few times and says how long they took. How much a line carries shows on the air. */
export function useLineCheck(roomId: string): LineCheck {
  const { data } = useQuery({
    queryKey: ['line-check', roomId],
    queryFn: () => measure(roomId),
    refetchInterval: measureEveryMs,
    gcTime: 0,
  });
  return data ?? { line: 'measuring', serverMs: null, videoMs: null };
}

async function measure(roomId: string): Promise<LineCheck> {
  let address: WatchAddress | null = null;
  const serverMs = await middleOf(async () => {
    address = await api.get<WatchAddress>(`/api/rooms/${roomId}/watch`);
  });
  if (serverMs === null || address === null) return { line: 'down', serverMs: null, videoMs: null };
  const { statusUrl } = address as WatchAddress;
  const videoMs = await middleOf(async () => {
    const answer = await fetch(statusUrl, { cache: 'no-store' });
    if (!answer.ok) throw new Error(answer.statusText);
  });
  if (videoMs === null) return { line: 'noVideo', serverMs, videoMs };
  return { line: Math.max(serverMs, videoMs) > slowAnswerMs ? 'slow' : 'good', serverMs, videoMs };
}

async function middleOf(ask: () => Promise<void>): Promise<number | null> {
  const times: number[] = [];
  for (let turn = 0; turn < tries; turn += 1) {
    const begun = performance.now();
    try {
      await ask();
    } catch {
      return null;
    }
    times.push(performance.now() - begun);
  }
  return Math.round(times.sort((one, other) => one - other)[Math.floor(tries / 2)]!);
}
