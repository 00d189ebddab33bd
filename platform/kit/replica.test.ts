import { describe, expect, test } from 'vitest';
import type { Fold, NumberedFact } from './fact.ts';
import { createReplica } from './replica.ts';
import type { FromServer, StreamName } from './socket-protocol.ts';

const numbersFold: Fold<readonly number[]> = { initial: [], apply: (state, { number }) => [...state, number] };
const folds = { room: numbersFold, staff: numbersFold, person: numbersFold };
const run = (stream: StreamName, epoch: number, ...numbers: number[]): FromServer => ({
  kind: 'frame',
  now: 0,
  facts: [{ stream, epoch, facts: numbers.map((number): NumberedFact => ({ number, at: 0, kind: 'said', body: {} })) }],
});
const snapshot = (stream: StreamName, epoch: number, number: number): FromServer => ({
  kind: 'snapshot',
  stream,
  epoch,
  number,
  now: 0,
  state: Array.from({ length: number }, (_, index) => index + 1),
});
const welcome = (accountId: string | null, streams: StreamName[]): FromServer => ({
  kind: 'welcome',
  now: 0,
  streams,
  accountId,
  name: null,
});

describe('[B2] the viewer’s side', () => {
  test('goes on from a snapshot, once for each number', () => {
    const seen: number[] = [];
    const replica = createReplica(folds, { onFact: (_stream, { number }) => seen.push(number) });
    replica.receive(snapshot('room', 1, 2));
    replica.receive(run('room', 1, 2, 3));
    replica.receive(run('room', 1, 3, 4));
    expect(seen).toEqual([3, 4]);
    expect(replica.state('room')).toEqual([1, 2, 3, 4]);
    expect(replica.hello().have).toEqual({ room: { epoch: 1, number: 4 } });
  });

  test('asks once for a gap, takes nothing beyond it, and asks again for the next', () => {
    const replica = createReplica(folds);
    replica.receive(snapshot('room', 1, 2));
    expect(replica.receive(run('room', 1, 5))).toEqual([{ kind: 'repair', stream: 'room', epoch: 1, number: 2 }]);
    expect(replica.receive(run('room', 1, 6))).toEqual([]);
    expect(replica.receive(run('room', 1, 3, 4, 5, 6))).toEqual([]);
    expect(replica.receive(run('room', 1, 8))).toHaveLength(1);
    expect(replica.state('room')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('asks again over a new connection', () => {
    const replica = createReplica(folds);
    replica.receive(snapshot('room', 1, 2));
    replica.receive(run('room', 1, 5));
    replica.hello();
    expect(replica.receive(run('room', 1, 5))).toHaveLength(1);
  });

  test('does not mix epochs, and a stream without facts fits any', () => {
    const replica = createReplica(folds);
    replica.receive(snapshot('room', 1, 2));
    expect(replica.receive(run('room', 2, 3))).toHaveLength(1);
    replica.receive({ kind: 'resync', stream: 'room' });
    expect([replica.state('room'), replica.position('room')]).toEqual([[], null]);
    expect(replica.receive(run('room', 2, 1))).toEqual([]);
    replica.receive(snapshot('room', 0, 0));
    replica.receive(run('room', 2, 1));
    expect(replica.position('room')).toEqual({ epoch: 2, number: 1 });
  });

  test('[B12] forgets the person’s stream with the person, and the staff’s with the role', () => {
    const replica = createReplica(folds);
    replica.receive(welcome('vera', ['room', 'staff', 'person']));
    for (const stream of ['room', 'staff', 'person'] as const) replica.receive(snapshot(stream, 1, 2));
    expect(replica.hello()).toMatchObject({ accountId: 'vera', have: { person: { number: 2 } } });
    replica.receive(welcome('viktor', ['room', 'person']));
    expect([replica.position('staff'), replica.position('person')]).toEqual([null, null]);
    expect(replica.position('room')).toEqual({ epoch: 1, number: 2 });
  });

  test('[B9] keeps the latest values and the last line of talk', () => {
    const replica = createReplica(folds);
    replica.receive({ kind: 'frame', now: 0, latest: { likes: 1, mood: 'high' } });
    replica.receive({ kind: 'frame', now: 0, latest: { likes: 2 } });
    expect(replica.latest).toEqual({ likes: 2, mood: 'high' });
    const line = { id: 'a', at: 0, name: 'Vera', badge: null, text: 'hi', saved: true };
    replica.receive({
      kind: 'frame',
      now: 0,
      talk: [
        { ...line, number: 7 },
        { ...line, number: null },
        { ...line, number: 6 },
      ],
    });
    expect(replica.hello().talkAfter).toBe(7);
  });
});
