import { createMemoryBus } from '../../bus/memory-bus.ts';
import type { Actor } from '../../kit/actor.ts';
import { type Fact, roomStream } from '../../kit/fact.ts';
import { createReplica } from '../../kit/replica.ts';
import { closeCodes, type Frame, type FromServer } from '../../kit/socket-protocol.ts';
import { Gateway } from '../gateway.ts';
import type { GatewayNeeds } from '../gateway-needs.ts';
import type { GatewayLimits } from '../limits.ts';
import type { FactStore } from '../open-stream.ts';
import type { SharedText } from '../shared-text.ts';
import { seenFolds } from './folds.ts';
import { createMemoryStore } from './memory-store.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const stageRoom = 'room1';
const shopId = 'shop1';

export const guest: Actor = {
  viewerId: 'wen',
  accountId: null,
  name: null,
  sessionId: null,
  expiresAt: Number.MAX_SAFE_INTEGER,
  operator: false,
  roles: {},
};
export const vera: Actor = { ...guest, viewerId: 'vera', accountId: 'vera', name: 'Vera', sessionId: 's-vera' };
export const hana: Actor = {
  ...guest,
  viewerId: 'hana',
  accountId: 'hana',
  name: 'Hana Seo',
  sessionId: 's-hana',
  roles: { [shopId]: ['host'] },
};

export interface StageNeeds {
  readonly limits?: Partial<GatewayLimits>;
  readonly readTalk?: GatewayNeeds['readTalk'];
  readonly readActors?: GatewayNeeds['readActors'];
  readonly goneLines?: GatewayNeeds['goneLines'];
  readonly expelled?: GatewayNeeds['expelled'];
  /** Real time that each send takes, on the virtual clock. */
  readonly sendMs?: number;
}

/** One gateway under a virtual clock with a memory store: for tests that look at single messages. */
export function setStage({ limits, readTalk, readActors, goneLines, expelled, sendMs = 0 }: StageNeeds = {}) {
  const clock = createVirtualClock();
  let late = 0;
  const now = () => clock.now() + late;
  const bus = createMemoryBus();
  const memory = createMemoryStore(() => new Promise((resolve) => clock.schedule(resolve, 1)));
  const asked = { heads: 0, facts: 0, failing: false };
  const store: FactStore = {
    readHeads: (streams) => {
      asked.heads += 1;
      return asked.failing ? Promise.reject(new Error('down')) : memory.readHeads(streams);
    },
    readFacts: (...args) => {
      asked.facts += 1;
      return asked.failing ? Promise.reject(new Error('down')) : memory.readFacts(...args);
    },
  };
  const faults: string[] = [];
  const log = { error: (_context: object, text: string) => void faults.push(text) };
  const random = () => 0.5;
  const needs = { store, bus, folds: seenFolds, now, schedule: clock.schedule, log, random, node: 'here' };
  const gateway = new Gateway({ ...needs, limits: limits ?? {}, readTalk, readActors, goneLines, expelled });

  return { clock, bus, memory, asked, faults, gateway, pass: clock.pass, viewer, commit, tell };

  function commit(...values: number[]) {
    return commitTo(roomStream(stageRoom), ...values);
  }

  function commitTo(stream: string, ...values: number[]) {
    const facts: Fact[] = values.map((value) => ({ kind: 'said', body: { value, secret: '' } }));
    return memory.commit(new Map([[stream, facts]]), now());
  }

  /** Commits and hints, as a process that lives does. */
  async function tell(...values: number[]): Promise<void> {
    bus.publish('told', commit(...values));
    await clock.pass(0);
  }

  function viewer(actor: Actor = guest) {
    const onSend = () => {
      late += sendMs;
    };
    return stageViewer({ gateway, actor, now, onSend, settle: () => clock.pass(200) });
  }
}

interface StageViewerNeeds {
  readonly gateway: Gateway;
  readonly actor: Actor;
  readonly now: () => number;
  readonly onSend: () => void;
  readonly settle: () => Promise<void>;
}

function stageViewer({ gateway, actor, now, onSend, settle }: StageViewerNeeds) {
  const messages: FromServer[] = [];
  const sizes: number[] = [];
  const numbers: number[] = [];
  const replica = createReplica(seenFolds, { onFact: (_stream, fact) => numbers.push(fact.number) });
  const closes: string[] = [];
  /** What waits in the server's buffer; when it fills, all that is sent stays there. */
  const wire = { buffered: 0, fills: false };
  const sharedTexts: SharedText[] = [];
  const socket = {
    sendShared(shared: SharedText) {
      sharedTexts.push(shared);
      socket.send(shared.value);
    },
    send(text: string) {
      onSend();
      sizes.push(text.length);
      if (wire.fills) wire.buffered += text.length;
      const message = JSON.parse(text) as FromServer;
      messages.push(message);
      replica.receive(message);
    },
    bufferedBytes: () => wire.buffered,
    close: (code: number) => {
      closes.push(Object.entries(closeCodes).find(([, other]) => other === code)![0]);
    },
  };
  const joined = gateway.join({ actor, roomId: stageRoom, shopId, socket, readAt: now() });
  return {
    ...{ messages, sharedTexts, sizes, numbers, replica, closes, wire, joined },
    async hello(have = replica.hello()) {
      joined.hello(have);
      await settle();
    },
    frames: () => messages.filter((message): message is Frame => message.kind === 'frame'),
    kinds: () => messages.map(({ kind }) => kind),
  };
}
