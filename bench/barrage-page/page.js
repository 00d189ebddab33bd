import '../../apps/web/main.css';
import { measuresOf } from '../../features/barrage/barrage-choice.ts';
import { dressLine } from '../../features/barrage/web/dress-line.tsx';
import { Flight } from '../../features/barrage/web/flight.ts';

// The product's own flight, styles and lines over a playing video on an empty page, so that nothing else is measured.
const layer = document.querySelector('#layer');
const texts = [
  'Is it oak?',
  'So nice',
  '这个颜色好漂亮',
  '배송은 얼마나?',
  '👏👏👏',
  'مرحبا من برلين',
  'I have two of them',
  '好',
  'Wow!',
  '666',
];
const choice = { size: 'small', speed: 'medium' };
let said = 0;

function nextLine() {
  said += 1;
  const badge = said % 40 === 0 ? 'host' : said % 15 === 0 ? 'moderator' : null;
  const count = said % 9 === 0 ? 38 : 1;
  return {
    id: `line-${said}`,
    number: said,
    at: Date.now(),
    name: 'Vera',
    badge,
    text: texts[said % texts.length],
    saved: true,
    count,
  };
}

/** As many lines as are wanted, for as long as it is watched; new ones come in as the old ones leave. */
function ours(count) {
  const flight = new Flight({ layer, dress: dressLine });
  flight.choose(choice);
  setInterval(() => {
    const lines = Array.from({ length: Math.min(40, count - flight.flying) }, nextLine);
    flight.fly(
      lines.map((line) => ({ line, own: false })),
      Date.now(),
    );
  }, 50);
  return () => flight.flying;
}

/** As it is often done: an element for each line, moved by its left edge in each animation frame, in any free place. */
function naive(count) {
  const { rowPx, crossingSeconds } = measuresOf(choice);
  const rows = Math.floor(innerHeight / rowPx);
  const lines = new Set();
  let before = performance.now();
  const add = () => {
    const element = document.createElement('span');
    dressLine(element, { line: nextLine(), own: false });
    element.style.willChange = 'auto';
    element.style.top = `${(said % rows) * rowPx}px`;
    layer.append(element);
    lines.add({ element, left: innerWidth });
  };
  const step = (now) => {
    const moved = ((now - before) / 1000) * (innerWidth / crossingSeconds);
    before = now;
    for (const line of lines) {
      line.left -= moved;
      line.element.style.left = `${line.left}px`;
      if (line.left > -line.element.offsetWidth) continue;
      line.element.remove();
      lines.delete(line);
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
  setInterval(() => {
    for (let at = 0; at < 40 && lines.size < count; at += 1) add();
  }, 50);
  return () => lines.size;
}

const ways = { none: () => () => 0, ours, naive };
globalThis.stage = {
  async start(way, count) {
    await document.querySelector('#picture').play();
    this.flying = ways[way](count);
  },
  flying: () => 0,
  video() {
    const { totalVideoFrames, droppedVideoFrames } = document.querySelector('#picture').getVideoPlaybackQuality();
    return { total: totalVideoFrames, dropped: droppedVideoFrames };
  },
};
