import type { SocketLimits } from './limits.ts';

type RateLimits = Pick<SocketLimits, 'messagesPerSecond' | 'messagesBurst' | 'messagesOverMax'>;

/** A socket's allowance: a burst, then so many messages a second. */
export class MessageRate {
  readonly #limits: RateLimits;
  #left: number;
  #over = 0;
  #at: number;

  constructor(limits: RateLimits, now: number) {
    this.#limits = limits;
    this.#left = limits.messagesBurst;
    this.#at = now;
  }

  /** 'over': refuse this one. 'flood': it does not stop, close. */
  take(now: number): 'ok' | 'over' | 'flood' {
    const { messagesPerSecond, messagesBurst, messagesOverMax } = this.#limits;
    this.#left = Math.min(messagesBurst, this.#left + ((now - this.#at) / 1000) * messagesPerSecond);
    this.#at = now;
    if (this.#left === messagesBurst) this.#over = 0;
    if (this.#left >= 1) {
      this.#left -= 1;
      return 'ok';
    }
    this.#over += 1;
    return this.#over > messagesOverMax ? 'flood' : 'over';
  }
}
