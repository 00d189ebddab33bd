import { describe, expect, test } from 'vitest';
import type { Actor } from '../kit/actor.ts';
import { guest, hana, setStage, vera } from './simulation/stage.ts';

/** A stage whose sessions are held here; nobody sends a hint. */
function withSessions(limits: Parameters<typeof setStage>[0] = {}) {
  const sessions = new Map<string, Actor | null>([vera, hana].map((actor) => [actor.sessionId!, actor]));
  const asked: (readonly string[])[] = [];
  const reading = { failing: false, lasts: 0 };
  const stage = setStage({
    ...limits,
    readActors: async (ids) => {
      asked.push(ids);
      if (reading.lasts > 0) await new Promise<void>((resolve) => stage.clock.schedule(resolve, reading.lasts));
      if (reading.failing) throw new Error('down');
      return new Map(ids.map((id) => [id, sessions.get(id) ?? null]));
    },
  });
  return { ...stage, sessions, asked, reading };
}

describe('[B31] rights are read again while a socket is open', () => {
  test('a session that is over, or gone, is closed session_ended, on each of its sockets; others stay', async () => {
    const { viewer, sessions, pass } = withSessions();
    const sockets = [viewer(vera), viewer(vera), viewer(hana), viewer(guest)];
    for (const socket of sockets) await socket.hello();
    await pass(11_000);
    expect(sockets.flatMap(({ closes }) => closes)).toEqual([]);
    sessions.set(vera.sessionId!, null);
    await pass(6_000);
    expect(sockets.map(({ closes }) => closes)).toEqual([['session_ended'], ['session_ended'], [], []]);
    sessions.delete(hana.sessionId!);
    await pass(6_000);
    expect(sockets[2]!.closes).toEqual(['session_ended']);
  });

  test('other roles, another name or the operator’s rights close it session_changed; the order of roles does not', async () => {
    const shopId = Object.keys(hana.roles)[0]!;
    const [both, turned] = [['host', 'moderator'] as const, ['moderator', 'host'] as const];
    const cases: [Actor, Actor, boolean][] = [
      [hana, { ...hana, roles: {} }, true],
      [hana, { ...hana, roles: { [shopId]: ['moderator'] } }, true],
      [hana, { ...hana, roles: { ...hana.roles, other: ['host'] } }, true],
      [hana, { ...hana, name: 'Hana' }, true],
      [hana, { ...hana, operator: true }, true],
      [{ ...hana, roles: { [shopId]: both } }, { ...hana, roles: { [shopId]: turned } }, false],
      [hana, { ...hana, roles: { ...hana.roles, other: [] }, expiresAt: hana.expiresAt - 1 }, false],
    ];
    for (const [before, after, changed] of cases) {
      const { viewer, sessions, pass } = withSessions();
      const socket = viewer(before);
      await socket.hello();
      sessions.set(hana.sessionId!, after);
      await pass(6_000);
      expect(socket.closes, JSON.stringify(after)).toEqual(changed ? ['session_changed'] : []);
    }
  });

  test('each session is asked for once every few seconds, so many in a question, and guests never', async () => {
    const { viewer, sessions, asked, pass } = withSessions({ limits: { rightsAtOnceMax: 2 } });
    for (let index = 0; index < 5; index += 1) {
      const actor = { ...vera, sessionId: `s-${index}` };
      sessions.set(actor.sessionId, actor);
      for (const socket of [viewer(actor), viewer(actor), viewer(guest)]) socket.joined.hello(socket.replica.hello());
    }
    await pass(5_500);
    expect(asked).toEqual([['s-0', 's-1'], ['s-2', 's-3'], ['s-4']]);
    await pass(15_000);
    expect(asked).toHaveLength(12);
  });

  test('while it cannot be asked nobody is closed, no second question goes out beside the first, and it is tried again', async () => {
    const { viewer, sessions, asked, reading, faults, pass } = withSessions();
    const socket = viewer(vera);
    await socket.hello();
    Object.assign(reading, { failing: true, lasts: 12_000 });
    sessions.set(vera.sessionId!, null);
    await pass(16_000);
    expect(asked).toHaveLength(1);
    await pass(2_000);
    expect([socket.closes, faults]).toEqual([[], ['reading the sessions of open sockets failed']]);
    Object.assign(reading, { failing: false, lasts: 0 });
    await pass(14_000);
    expect(socket.closes).toEqual(['session_ended']);
  });

  test('a session that ended by itself while it was asked for is closed session_changed', async () => {
    const { viewer, clock, sessions, reading, pass } = withSessions();
    const actor = { ...vera, expiresAt: clock.now() + 5_500 };
    const socket = viewer(actor);
    await socket.hello();
    sessions.set(actor.sessionId!, null);
    reading.lasts = 700;
    await pass(7_000);
    expect(socket.closes).toEqual(['session_changed']);
  });
});
