/** What stands before a show, as far as the studio knows it. */
export interface ReadyFacts {
  readonly title: string;
  readonly hasCover: boolean;
  /** Products in the bag, and how many of them can be bought. */
  readonly products: number;
  readonly forSale: number;
  readonly camera: 'on' | 'starting' | 'off';
  readonly microphone: 'heard' | 'listening' | 'quiet' | 'waiting' | 'none';
  /** Whether the server and the video process answered just now. */
  readonly line: 'measuring' | 'good' | 'slow' | 'noVideo' | 'down';
}

export type CheckName = 'title' | 'cover' | 'bag' | 'camera' | 'microphone' | 'line';

export interface ReadyCheck {
  readonly name: CheckName;
  /** `advice` does not stop anybody; `problem` will be noticed by everybody. */
  readonly state: 'done' | 'wait' | 'advice' | 'problem';
  /** Which sentence says it. */
  readonly says: string;
}

/** Goes through what a host forgets, in the order of the page. */
export function readyChecks(facts: ReadyFacts): ReadyCheck[] {
  return [
    facts.title.trim() === '' ? open('title', 'advice', 'missing') : open('title', 'done', 'done'),
    facts.hasCover ? open('cover', 'done', 'done') : open('cover', 'advice', 'missing'),
    bagCheck(facts),
    open('camera', { on: 'done', starting: 'wait', off: 'problem' } as const, facts.camera),
    open(
      'microphone',
      { heard: 'done', listening: 'wait', waiting: 'wait', quiet: 'advice', none: 'problem' } as const,
      facts.microphone,
    ),
    open(
      'line',
      { measuring: 'wait', good: 'done', slow: 'advice', noVideo: 'problem', down: 'problem' } as const,
      facts.line,
    ),
  ];
}

/** Only without a camera there is nothing to send; everything else is the host's own choice. */
export function mayGoLive(facts: Pick<ReadyFacts, 'camera'>): boolean {
  return facts.camera === 'on';
}

/** Longer than this for an answer, and talk and orders come noticeably late. */
export const slowAnswerMs = 600;

function bagCheck({ products, forSale }: ReadyFacts): ReadyCheck {
  if (products === 0) return open('bag', 'advice', 'empty');
  return forSale === 0 ? open('bag', 'advice', 'soldOut') : open('bag', 'done', 'done');
}

function open<S extends string>(
  name: CheckName,
  state: ReadyCheck['state'] | Readonly<Record<S, ReadyCheck['state']>>,
  says: S,
): ReadyCheck {
  return { name, state: typeof state === 'string' ? state : state[says], says };
}
