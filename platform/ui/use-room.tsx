import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { NumberedFact } from '../kit/fact.ts';
import type { Folds } from '../kit/replica.ts';
import type { Moment, StreamName, TalkLine } from '../kit/socket-protocol.ts';
import { RoomConnection, type RoomSnapshot } from './room-connection.ts';

const Connection = createContext<RoomConnection | null>(null);

/** Holds one room's socket for everything inside. `folds` is the app's table of streams. */
export function RoomProvider({ roomId, folds, children }: { roomId: string; folds: Folds; children: ReactNode }) {
  const connection = useMemo(() => new RoomConnection({ roomId, folds }), [roomId, folds]);
  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);
  return <Connection.Provider value={connection}>{children}</Connection.Provider>;
}

export function useRoomConnection(): RoomConnection {
  const connection = useContext(Connection);
  if (connection === null) throw new Error('There is no RoomProvider around this.');
  return connection;
}

/** Part of what is known of the room. The selector returns something held, not something made anew. */
export function useRoom<T>(select: (snapshot: RoomSnapshot) => T): T {
  const { subscribe, snapshot } = useRoomConnection();
  return useSyncExternalStore(subscribe, () => select(snapshot()));
}

/** A feature's part of a stream, by its noun in the table of streams. */
export function useStreamPart<S>(stream: StreamName, noun: string): S {
  return useRoom((snapshot) => snapshot.streams[stream][noun] as S);
}

/** Calls `listener` for each moment, line, fact or line that goes, as it comes. Give functions that do not change. */
export function useRoomEvents(listeners: {
  moment?: (moment: Moment) => void;
  talk?: (lines: readonly TalkLine[]) => void;
  fact?: (stream: StreamName, fact: NumberedFact) => void;
  gone?: (lineId: string) => void;
}): void {
  const connection = useRoomConnection();
  const { moment, talk, fact, gone } = listeners;
  useEffect(() => (moment ? connection.onMoment(moment) : undefined), [connection, moment]);
  useEffect(() => (talk ? connection.onTalk(talk) : undefined), [connection, talk]);
  useEffect(() => (fact ? connection.onFact(fact) : undefined), [connection, fact]);
  useEffect(() => (gone ? connection.onGone(gone) : undefined), [connection, gone]);
}
