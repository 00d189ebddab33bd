import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { createReplica, type Folds, type Replica } from '../kit/replica.ts';
import type { Frame, FromServer, Hello, Reply, StreamName } from '../kit/socket-protocol.ts';

/** For tests: a viewer outside, over a real socket, with all that it was told. */
export interface TestViewer<F extends Folds> {
  readonly replica: Replica<F>;
  /** Every text that came, over all of its connections. */
  readonly heard: string[];
  readonly messages: FromServer[];
  /** Numbers of facts as they came, by stream. */
  readonly numbers: Record<StreamName, number[]>;
  connect(hello?: Partial<Hello> | null): Promise<void>;
  send(text: string | Buffer, options?: { binary?: boolean }): void;
  command(name: string, body: object, id?: string): Promise<Reply>;
  /** Cuts the wire: no goodbye. */
  cut(): void;
  /** Stops reading from the wire. */
  pause(): void;
  resume(): void;
  /** The code and name of the next close. */
  closed(): Promise<string>;
  until(what: string, condition: () => boolean, ms?: number): Promise<void>;
  frames(): Frame[];
}

export interface TestViewerNeeds<F extends Folds> {
  readonly url: string;
  readonly origin: string;
  readonly headers?: Record<string, string>;
  readonly folds: F;
}

export function createTestViewer<F extends Folds>(needs: TestViewerNeeds<F>): TestViewer<F> {
  const numbers: Record<StreamName, number[]> = { room: [], staff: [], person: [] };
  const replica = createReplica(needs.folds, { onFact: (stream, fact) => numbers[stream].push(fact.number) });
  const heard: string[] = [];
  const messages: FromServer[] = [];
  let ws: WebSocket;
  let closing: Promise<string>;

  return {
    replica,
    heard,
    messages,
    numbers,
    connect,
    send: (text, options = {}) => ws.send(text, options),
    command,
    cut: () => ws.terminate(),
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    closed: () => closing,
    until,
    frames: () => messages.filter((message): message is Frame => message.kind === 'frame'),
  };

  async function connect(hello: Partial<Hello> | null = {}): Promise<void> {
    ws = new WebSocket(needs.url, { origin: needs.origin, headers: needs.headers ?? {} });
    closing = new Promise((resolve) => ws.once('close', (code, reason) => resolve(`${code} ${reason}`)));
    ws.on('message', (data) => {
      heard.push(String(data));
      const message = JSON.parse(String(data)) as FromServer;
      messages.push(message);
      for (const repair of replica.receive(message)) ws.send(JSON.stringify(repair));
    });
    await new Promise((resolve, reject) => {
      ws.once('open', resolve);
      ws.once('error', reject);
    });
    if (hello) ws.send(JSON.stringify({ ...replica.hello(), ...hello }));
  }

  async function command(name: string, body: object, id: string = randomUUID()): Promise<Reply> {
    ws.send(JSON.stringify({ kind: 'command', id, name, body }));
    const answer = () => messages.find((message): message is Reply => message.kind === 'reply' && message.id === id);
    await until(`an answer to ${name}`, () => answer() !== undefined);
    return answer()!;
  }
}

async function until(what: string, condition: () => boolean, ms = 5_000): Promise<void> {
  for (const endAt = Date.now() + ms; !condition(); ) {
    if (Date.now() > endAt) throw new Error(`Waited ${ms} ms for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
