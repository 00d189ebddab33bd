import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../tools/faults/client.ts';

const agent = new Agent({ keepAlive: true });
/** An account may ask 1,200 times a minute: who measures with one stays below. */
const perMinuteMax = 1_000;
const minuteMs = 60_000;

export interface Timed {
  readonly ms: number;
  readonly body: { readonly next?: string | null } & Record<string, unknown>;
}

/** Asks as a browser does, and measures from the question to the last byte of the answer. */
export class Asker {
  readonly #client: Client;
  readonly #asked: number[] = [];

  constructor(client: Client) {
    this.#client = client;
  }

  async get(path: string): Promise<Timed> {
    await this.#unhurried();
    const { headers, url } = this.#client;
    const begun = performance.now();
    const text = await new Promise<string>((resolve, reject) => {
      const call = request(new URL(path, url), { agent, headers }, (answer) => {
        let received = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => {
          received += chunk;
        });
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve(received)
            : reject(new Error(`${path}: ${answer.statusCode} ${received}`)),
        );
      });
      call.on('error', reject);
      call.end();
    });
    return { ms: performance.now() - begun, body: JSON.parse(text) };
  }

  async #unhurried(): Promise<void> {
    const now = Date.now();
    while (this.#asked.length > 0 && this.#asked[0]! < now - minuteMs) this.#asked.shift();
    if (this.#asked.length >= perMinuteMax) await sleep(this.#asked[0]! + minuteMs - now);
    this.#asked.push(Date.now());
  }
}

export function closeAskers(): void {
  agent.destroy();
}

export interface Percentiles {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export function percentiles(took: readonly number[]): Percentiles {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number) => Number(sorted[Math.ceil(sorted.length * share) - 1]!.toFixed(1));
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
