import type { CDPSession } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly frame_reporter?: { readonly state: string; readonly frame_sequence: number };
  };
}

export interface Presented {
  /** Frames of the page that came to the screen with all that was new in them, a second. */
  readonly framesPerSecond: number;
  /** Frames in which something should have moved and did not in time, a second. */
  readonly droppedPerSecond: number;
  /** All frames that the screen got, also those in which only the video was new, a second. */
  readonly screenPerSecond: number;
  /** What the screen's thread computed for one of them; unlike the others this does not depend on who else is busy. */
  readonly drawCpuMs: number;
}

/**
 * Counts what was presented, by the browser's own trace: its compositor reports for each frame whether it reached the
 * screen. What scripts are told by requestAnimationFrame says nothing about that.
 */
export async function tracePresented(cdp: CDPSession, ms: number, meanwhile: () => Promise<void>): Promise<Presented> {
  const events: TraceEvent[] = [];
  const take = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  cdp.on('Tracing.dataCollected', take);
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['cc', 'benchmark', 'viz'], excludedCategories: ['*'] },
  });
  const begun = performance.now();
  while (performance.now() - begun < ms) await meanwhile();
  const seconds = (performance.now() - begun) / 1_000;
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', take);
  return count(events, seconds);
}

function count(events: readonly TraceEvent[], seconds: number): Presented {
  const page = events.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')?.pid;
  const reports = events.filter(({ name, ph, pid }) => name === 'PipelineReporter' && ph === 'b' && pid === page);
  const inState = (state: string) =>
    new Set(
      reports
        .map(({ args }) => args?.frame_reporter)
        .filter((report) => report?.state === state)
        .map((report) => report!.frame_sequence),
    );
  const presented = inState('STATE_PRESENTED_ALL');
  const dropped = [...inState('STATE_DROPPED')].filter((sequence) => !presented.has(sequence));
  const draws = events.filter(({ name, tdur }) => name === 'Display::DrawAndSwap' && tdur !== undefined);
  const screen = events.filter(({ name }) => name === 'Display::FrameDisplayed').length;
  const drawMs = draws.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1_000;
  return {
    framesPerSecond: rounded(presented.size / seconds),
    droppedPerSecond: rounded(dropped.length / seconds),
    screenPerSecond: rounded(screen / seconds),
    drawCpuMs: rounded(draws.length > 0 ? drawMs / draws.length : 0),
  };
}

export const rounded = (value: number) => Math.round(value * 10) / 10;
