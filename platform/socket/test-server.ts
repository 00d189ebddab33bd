import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Type } from 'typebox';
import { Gateway } from '../beat/gateway.ts';
import type { GatewayNeeds } from '../beat/gateway-needs.ts';
import type { GatewayLimits } from '../beat/limits.ts';
import type { FactStore } from '../beat/open-stream.ts';
import { seenFolds } from '../beat/simulation/folds.ts';
import type { Bus } from '../bus/bus.ts';
import { createMemoryBus } from '../bus/memory-bus.ts';
import type { Actor } from '../kit/actor.ts';
import { refuse } from '../kit/refusal.ts';
import { type SocketCommand, socketCommand } from './command.ts';
import type { SocketLimits } from './limits.ts';
import type { SocketMeter } from './meters.ts';
import { createSocketServer, type SocketServer } from './socket-server.ts';
import { createTestViewer, type TestViewer } from './test-viewer.ts';

export const testOrigin = 'https://shop.example';
export const testRoom = { id: '00000000-0000-4000-8000-000000000001', shopId: '00000000-0000-4000-8000-000000000002' };

/** For tests: the sockets of one node on 127.0.0.1, and the cast, told apart by a header. */
export interface TestServer {
  readonly bus: Bus;
  readonly gateway: Gateway;
  readonly server: SocketServer;
  readonly url: string;
  readonly faults: string[];
  viewer(name?: keyof typeof testCast, url?: string): TestViewer<typeof seenFolds>;
  close(): Promise<void>;
}

export interface TestServerNeeds {
  readonly store: FactStore;
  readonly limits?: Partial<SocketLimits>;
  readonly gatewayLimits?: Partial<GatewayLimits>;
  readonly readTalk?: GatewayNeeds['readTalk'];
  readonly meter?: SocketMeter;
  readonly expiresAt?: number;
}

export async function startTestServer(needs: TestServerNeeds): Promise<TestServer> {
  const faults: string[] = [];
  const log = { info: () => {}, error: (_context: object, text: string) => void faults.push(text) };
  const bus = createMemoryBus();
  const { store, readTalk, meter } = needs;
  const limits = needs.gatewayLimits ?? {};
  const gateway = new Gateway({ store, bus, folds: seenFolds, readTalk, now: Date.now, log, limits, meter });
  const httpServer = createServer();
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  const server = createSocketServer({
    httpServer,
    allowedOrigins: [testOrigin],
    actorOf: async (headers) => actorOf(headers, needs.expiresAt),
    readRoom: async (id) => (id === testRoom.id ? testRoom : null),
    gateway,
    commands: testCommands,
    log,
    now: Date.now,
    limits: needs.limits ?? {},
    ...(meter ? { meter } : {}),
  });
  const url = `ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}/socket?room=${testRoom.id}`;
  return {
    bus,
    gateway,
    server,
    url,
    faults,
    viewer: (name = 'wen', other = url) =>
      createTestViewer({ url: other, origin: testOrigin, folds: seenFolds, headers: { 'x-test-actor': name } }),
    async close() {
      await server.close();
      gateway.close();
      await new Promise((resolve) => httpServer.close(resolve));
    },
  };
}

const account = (id: string, name: string, roles: Actor['roles'] = {}): Actor => ({
  viewerId: id,
  accountId: id,
  name,
  sessionId: `session-${id}`,
  expiresAt: Number.MAX_SAFE_INTEGER,
  operator: false,
  roles,
});

export const testCast = {
  hana: account('hana', 'Hana Seo', { [testRoom.shopId]: ['host'] }),
  vera: account('vera', 'Vera'),
  viktor: account('viktor', 'Viktor'),
  wen: { ...account('guest', ''), accountId: null, name: null, sessionId: null } as Actor,
};

function actorOf(headers: IncomingHttpHeaders, expiresAt = Number.MAX_SAFE_INTEGER): Actor {
  return { ...testCast[headers['x-test-actor'] as keyof typeof testCast], expiresAt };
}

const closedBody = { additionalProperties: false } as const;
const testCommands: SocketCommand[] = [
  socketCommand({
    name: 'echo',
    schema: {
      body: Type.Object({ text: Type.String() }, closedBody),
      answer: Type.Object({ text: Type.String() }),
      description: 'Says it again.',
    },
    run: async ({ actor }, _id, { text }) => (actor.name ? { text } : refuse('not_signed_in', { wait: 1 })),
  }),
  socketCommand({
    name: 'break',
    schema: { body: Type.Object({}, closedBody), answer: Type.Object({}), description: 'Fails.' },
    run: () => Promise.reject(new Error('a secret detail')),
  }),
  socketCommand({
    name: 'wait',
    schema: { body: Type.Object({}, closedBody), answer: Type.Object({}), description: 'Takes its time.' },
    run: async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return {};
    },
  }),
];
