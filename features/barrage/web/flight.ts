import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { measuresOf, type Size, type Speed, usualChoice } from '../barrage-choice.ts';
import { createLanes, type Lanes } from '../lanes.ts';

export interface FlightNeeds {
  readonly layer: HTMLElement;
  /** Dresses an element for a line; it may have carried another one before. */
  readonly dress: (element: HTMLElement, flying: Flying) => void;
}

export interface Flying {
  readonly line: TalkLine;
  readonly own: boolean;
  /** An answer to the reader, or with the reader's name in it. */
  readonly forReader?: boolean;
}

const gapPx = 28;
/** Older lines are the past coming in after a reconnect: they belong in the list, not over the picture. */
const staleMs = 8_000;
const seenKept = 400;
const flyingMax = 400;

/**
 * Flies lines over one element. It works on the page directly: a busy room would be too much for rendering by state. Each
 * line is moved by the compositor alone, so that it goes on while scripts are busy, and its element is used again.
 */
export class Flight {
  readonly #needs: FlightNeeds;
  #choice: { size: Size; speed: Speed } = usualChoice;
  #lanes: Lanes;
  #widthPx = 0;
  #heightPx = 0;
  readonly #seen = new Set<string>();
  readonly #flying = new Map<HTMLElement, Animation>();
  readonly #resting: HTMLElement[] = [];

  constructor(needs: FlightNeeds) {
    this.#needs = needs;
    this.#lanes = this.#fit();
  }

  get flying(): number {
    return this.#flying.size;
  }

  choose(choice: { size: Size; speed: Speed }): void {
    if (choice.size === this.#choice.size && choice.speed === this.#choice.speed) return;
    this.#choice = choice;
    this.#restart();
  }

  resize(): void {
    const { clientWidth, clientHeight } = this.#needs.layer;
    if (clientWidth !== this.#widthPx || clientHeight !== this.#heightPx) this.#restart();
  }

  /** All at once: their widths are measured together, after one layout. */
  fly(lines: readonly Flying[], serverNow: number): void {
    if (this.#widthPx === 0) return;
    const fresh = lines.filter(({ line, own }) => this.#isFresh(line, own, serverNow));
    const ready = fresh.map((one) => ({ ...one, element: this.#take(one) }));
    const widths = ready.map(({ element }) => element.offsetWidth);
    const nowMs = Number(document.timeline.currentTime ?? performance.now());
    for (const [index, { element, own }] of ready.entries()) {
      const widthPx = widths[index]!;
      const place = this.#lanes.place({ widthPx, nowMs, own });
      if (place === null) this.#rest(element);
      else this.#start(element, widthPx, place);
    }
  }

  /** Takes a line out of the air. */
  remove(id: string): void {
    for (const [element, animation] of this.#flying) if (element.dataset.lineId === id) animation.finish();
  }

  clear(): void {
    for (const [element, animation] of this.#flying) {
      animation.onfinish = null;
      animation.cancel();
      element.remove();
    }
    this.#flying.clear();
  }

  /** Lanes for the present size know nothing of what flies by the old ones, so that is taken away. */
  #restart(): void {
    this.clear();
    this.#lanes = this.#fit();
  }

  #fit(): Lanes {
    this.#widthPx = this.#needs.layer.clientWidth;
    this.#heightPx = this.#needs.layer.clientHeight;
    const { rowPx, crossingSeconds } = measuresOf(this.#choice);
    return createLanes({
      rows: Math.max(1, Math.floor(this.#heightPx / rowPx)),
      widthPx: Math.max(1, this.#widthPx),
      speedPxPerSecond: Math.max(60, this.#widthPx / crossingSeconds),
      gapPx,
    });
  }

  #isFresh(line: TalkLine, own: boolean, serverNow: number): boolean {
    if (this.#seen.has(line.id) || (!own && line.at < serverNow - staleMs)) return false;
    this.#seen.add(line.id);
    if (this.#seen.size > seenKept) this.#seen.delete(this.#seen.values().next().value!);
    return own || this.#flying.size < flyingMax;
  }

  #take(flying: Flying): HTMLElement {
    const element = this.#resting.pop() ?? document.createElement('span');
    this.#needs.dress(element, flying);
    element.dataset.lineId = flying.line.id;
    this.#needs.layer.append(element);
    return element;
  }

  /** By the clock of the page's animations: a busy script delays no line more than another. */
  #start(element: HTMLElement, widthPx: number, place: { row: number; startMs: number; durationMs: number }): void {
    element.style.top = `${place.row * measuresOf(this.#choice).rowPx}px`;
    const animation = element.animate(
      [{ transform: `translateX(${this.#widthPx}px)` }, { transform: `translateX(${-widthPx}px)` }],
      { duration: place.durationMs, fill: 'both' },
    );
    animation.startTime = place.startMs;
    animation.onfinish = () => {
      animation.cancel();
      this.#flying.delete(element);
      this.#rest(element);
    };
    this.#flying.set(element, animation);
  }

  #rest(element: HTMLElement): void {
    element.remove();
    if (this.#resting.length < flyingMax) this.#resting.push(element);
  }
}
