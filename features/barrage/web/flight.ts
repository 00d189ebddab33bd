import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { createLanes, type Lanes } from '../lanes.ts';

const rowPx = 36;
const gapPx = 28;
const crossingSeconds = 5.5;
/** Older lines are the past coming in after a reconnect: they belong in the list, not over the picture. */
const staleMs = 8_000;
const seenKept = 400;
const flyingMax = 80;

/** Flies lines over one element. It works on the page directly: a busy room would be too much for rendering by state. */
export class Flight {
  #layer: HTMLElement;
  #lineClass: (line: TalkLine, own: boolean) => string;
  #lanes: Lanes;
  #widthPx = 0;
  #heightPx = 0;
  #seen = new Set<string>();

  constructor(layer: HTMLElement, lineClass: (line: TalkLine, own: boolean) => string) {
    this.#layer = layer;
    this.#lineClass = lineClass;
    this.#lanes = this.#fit();
  }

  /** Lanes for the layer's present size; lines that fly already finish as they began. */
  resize(): void {
    if (this.#layer.clientWidth === this.#widthPx && this.#layer.clientHeight === this.#heightPx) return;
    this.#lanes = this.#fit();
  }

  fly(line: TalkLine, own: boolean, serverNow: number): void {
    if (this.#seen.has(line.id) || (!own && line.at < serverNow - staleMs)) return;
    this.#remember(line.id);
    if (this.#widthPx === 0 || (!own && this.#layer.childElementCount >= flyingMax)) return;
    const element = this.#element(line, own);
    this.#layer.append(element);
    const widthPx = element.offsetWidth;
    const place = this.#lanes.place({ widthPx, nowMs: performance.now(), own });
    if (place === null) {
      element.remove();
      return;
    }
    element.style.top = `${place.row * rowPx}px`;
    const flight = element.animate(
      [{ transform: `translateX(${this.#widthPx}px)` }, { transform: `translateX(${-widthPx}px)` }],
      { duration: place.durationMs, delay: Math.max(0, place.startMs - performance.now()), fill: 'both' },
    );
    flight.onfinish = () => element.remove();
  }

  clear(): void {
    this.#layer.replaceChildren();
  }

  #fit(): Lanes {
    this.#widthPx = this.#layer.clientWidth;
    this.#heightPx = this.#layer.clientHeight;
    return createLanes({
      rows: Math.max(1, Math.floor(this.#heightPx / rowPx)),
      widthPx: Math.max(1, this.#widthPx),
      speedPxPerSecond: Math.max(60, this.#widthPx / crossingSeconds),
      gapPx,
    });
  }

  #element(line: TalkLine, own: boolean): HTMLElement {
    const element = document.createElement('span');
    element.className = this.#lineClass(line, own);
    element.dataset.lineId = line.id;
    element.textContent = line.count !== undefined && line.count > 1 ? `${line.text} ×${line.count}` : line.text;
    return element;
  }

  #remember(id: string): void {
    this.#seen.add(id);
    if (this.#seen.size <= seenKept) return;
    const oldest = this.#seen.values().next().value;
    if (oldest !== undefined) this.#seen.delete(oldest);
  }
}
