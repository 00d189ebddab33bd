import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type Chance, createChance } from '../../platform/beat/simulation/chance.ts';
import { Client } from '../faults/client.ts';
import type { Stall } from '../faults/stall.ts';

interface CrowdOptions {
  readonly viewers: number;
  /** How many of them also take the picture. */
  readonly readers: number;
  readonly seed: number;
}

const stayMs = { min: 5_000, max: 40_000 };
const awayMsMax = 4_000;
/** Of a hundred who talk when they have come. */
const talkShare = 30;
/** Of a hundred who go without a word, as a phone in a tunnel does. */
const cutShare = 50;

/** Viewers who come, watch, talk, lose their connection and come back, until they are told to leave. */
export class Crowd {
  visits = 0;
  private readonly stall: Stall;
  private readonly options: CrowdOptions;
  private readonly leaving = new AbortController();
  private running: Promise<void>[] = [];

  constructor(stall: Stall, options: CrowdOptions) {
    this.stall = stall;
    this.options = options;
  }

  come(): this {
    const { viewers, readers, seed } = this.options;
    this.running = Array.from({ length: viewers }, (_, index) =>
      this.live(index, index < readers, createChance(seed + index)),
    );
    return this;
  }

  async leave(): Promise<void> {
    this.leaving.abort();
    await Promise.all(this.running);
  }

  private async live(index: number, reads: boolean, chance: Chance): Promise<void> {
    // The buyers watch too; the others are guests.
    const who = this.stall.buyers[index] ?? new Client(this.stall.house.url, addressOf(index));
    if (!this.stall.buyers[index]) await who.insist('GET', '/api/me');
    while (!this.leaving.signal.aborted) {
      await this.visit(who, reads, chance).catch(() => {});
      await this.wait(chance.between(0, awayMsMax));
    }
  }

  private async visit(who: Client, reads: boolean, chance: Chance): Promise<void> {
    const url = `${who.url.replace(/^http/, 'ws')}/socket?room=${this.stall.roomId}`;
    const socket = new WebSocket(url, { origin: who.url, headers: who.headers, perMessageDeflate: false });
    socket.on('error', () => {});
    socket.on('message', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await once(socket, 'open');
    this.visits += 1;
    socket.send(JSON.stringify({ kind: 'hello', have: {} }));
    const stopReading = reads ? await this.read(who) : () => {};
    if (chance.percent(talkShare)) {
      const line = { kind: 'command', id: randomUUID(), name: 'barrage.send', body: { text: `Hello ${this.visits}` } };
      socket.send(JSON.stringify(line));
    }
    await this.wait(chance.between(stayMs.min, stayMs.max));
    stopReading();
    if (chance.percent(cutShare)) socket.terminate();
    else socket.close();
    await closed;
  }

  /** The endless response of the live picture. */
  private async read(who: Client): Promise<() => void> {
    const { mp4Url } = await who.must<{ mp4Url: string }>('GET', `/api/rooms/${this.stall.roomId}/watch`);
    const request = get(mp4Url, { headers: who.headers, agent: false }, (response) => {
      response.on('error', () => {});
      response.resume();
    });
    request.on('error', () => {});
    return () => request.destroy();
  }

  private async wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.leaving.signal }).catch(() => {});
  }
}

const addressOf = (index: number) => `10.4.${Math.floor(index / 250)}.${(index % 250) + 1}`;
