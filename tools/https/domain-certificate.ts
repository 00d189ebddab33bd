import { setTimeout as sleep } from 'node:timers/promises';
import type { TlsFiles, TlsPair } from '../../platform/http/tls-files.ts';
import { Problem } from '../problem.ts';
import { NoCertificate } from './acme-problem.ts';
import { certificateNeed, retryDelayMs } from './certificate-need.ts';
import { readHeld, writePair } from './certificate-store.ts';

export interface DomainCertificateNeeds {
  readonly domain: string;
  readonly files: TlsFiles;
  /** Asks the authority for one; throws NoCertificate. */
  readonly order: (ended: AbortSignal) => Promise<TlsPair>;
  readonly say: (line: string) => void;
  readonly now: () => number;
  /** Waits, unless it is ended before. */
  readonly wait?: (ms: number, ended: AbortSignal) => Promise<unknown>;
}

const minuteMs = 60_000;
const checkMs = 60 * minuteMs;

/** The certificate of one name, as it is in its files: there before anything starts, and renewed while it runs. */
export class DomainCertificate {
  private readonly needs: DomainCertificateNeeds;
  private failures = 0;

  constructor(needs: DomainCertificateNeeds) {
    this.needs = needs;
  }

  /** Comes back when there is one to show. Only what no other try can mend ends the start. */
  async untilHeld(ended: AbortSignal): Promise<void> {
    for (;;) {
      const { waitMs, hopeless } = await this.look(ended);
      if (this.need() !== 'make') return;
      if (hopeless) throw new Problem(hopeless);
      await this.wait(waitMs, ended);
    }
  }

  /** Looks from time to time until it is ended. */
  async keep(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      const { waitMs } = await this.look(ended);
      await this.wait(waitMs, ended).catch(() => {});
    }
  }

  /** Gets one when it is time to, and says when to look again. What is shown stays until there is a better one. */
  async look(ended: AbortSignal): Promise<{ waitMs: number; hopeless?: string }> {
    const { domain, files, say } = this.needs;
    if (this.need() === 'keep') return { waitMs: checkMs };
    try {
      writePair(files, await this.needs.order(ended));
      this.failures = 0;
      say(`The certificate for ${domain} is good until ${day(readHeld(files)?.to ?? 0)}.`);
      return { waitMs: checkMs };
    } catch (error) {
      if (ended.aborted) return { waitMs: 0 };
      if (!(error instanceof NoCertificate)) throw error;
      this.failures += 1;
      const waitMs = retryDelayMs(this.failures, error.problem.retryAfterMs);
      const held = readHeld(files);
      const shown = held ? ` The one that is shown ${isOver(held.to, this.needs.now())} ${day(held.to)}.` : '';
      say(`${error.message}${shown} Trying again in ${Math.ceil(waitMs / minuteMs)} minutes.`);
      return { waitMs, ...(error.hopeless ? { hopeless: error.message } : {}) };
    }
  }

  private wait(ms: number, ended: AbortSignal): Promise<unknown> {
    return this.needs.wait?.(ms, ended) ?? sleep(ms, undefined, { signal: ended, ref: false });
  }

  private need() {
    const { files, domain, now } = this.needs;
    return certificateNeed(readHeld(files), [domain], now());
  }
}

function isOver(to: number, now: number): string {
  return to > now ? 'is good until' : 'ran out on';
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
