import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem, runTool } from './problem.ts';
import { type Counts, readCounts, stepCounts } from './test-counts.ts';
import { reportFolder, type TestStep, testSteps } from './test-steps.ts';

interface StepResult extends Counts {
  readonly name: string;
  readonly seconds: number;
}

const atOnceMax = 2;
const stepMsMax = 20 * 60_000;
const ci = ['true', '1'].includes(process.env.CI ?? '');
const running = new Set<ChildProcess>();

await runTool(async () => {
  const steps = chooseSteps(process.argv.slice(2));
  endStepsAtSignal();
  mkdirSync(reportFolder, { recursive: true });
  const begun = performance.now();
  console.log(`${steps.length} steps: ${steps.map((step) => step.name).join(', ')}`);
  const results = await runSteps(steps);
  printTable(steps, results, (performance.now() - begun) / 1000);
  return results.some((result) => result.failed > 0) ? 1 : 0;
});

function chooseSteps(names: string[]): readonly TestStep[] {
  if (names.length === 0) return testSteps;
  const unknown = names.find((name) => !testSteps.some((step) => step.name === name));
  const known = testSteps.map((step) => step.name).join(', ');
  if (unknown) throw new Problem(`There is no step ${unknown}; there are ${known}.`, 2);
  return testSteps.filter((step) => names.includes(step.name));
}

/** Two at a time, as this is made for two cores; what must be alone comes last, one by one. */
async function runSteps(steps: readonly TestStep[]): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const queue = steps.filter((step) => !step.alone);
  const lane = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) results.push(await runStep(step));
  };
  await Promise.all(Array.from({ length: atOnceMax }, lane));
  for (const step of steps.filter((one) => one.alone)) results.push(await runStep(step));
  return results;
}

async function runStep(step: TestStep): Promise<StepResult> {
  const begun = performance.now();
  if (step.report) rmSync(step.report, { force: true });
  let ran: { exitCode: number; output: string };
  try {
    const env = await step.prepare?.((line) => console.log(`      ${line}`));
    ran = await run(step, env ?? {});
  } catch (error) {
    ran = { exitCode: 1, output: (error as Error).message };
  }
  const report = step.report ? readCounts(step.report) : undefined;
  const counts = stepCounts(ran.exitCode, report, step.report !== undefined, ci);
  const result = { ...counts, name: step.name, seconds: (performance.now() - begun) / 1000 };
  if (counts.failed > 0) console.log(`\n${ran.output.trim()}\n`);
  console.log(lineOf(result));
  return result;
}

function run(step: TestStep, env: Record<string, string>): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const path = [join(process.cwd(), 'node_modules/.bin'), process.env.PATH].join(delimiter);
    const child = spawn(process.execPath, step.args, {
      env: { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      // A group of its own, so that a step that hangs ends with all that it started.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const late = setTimeout(() => {
      output += `\nThe step was ended because it took more than ${stepMsMax / 60_000} minutes.`;
      endGroup(child, 'SIGKILL');
    }, stepMsMax);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(late);
      running.delete(child);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

function endStepsAtSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      for (const child of running) endGroup(child, 'SIGTERM');
      // Time for the steps to stop the databases and browsers that they started.
      setTimeout(() => process.exit(130), running.size > 0 ? 3000 : 0);
    });
  }
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // It has ended.
  }
}

function lineOf(result: StepResult): string {
  const counts = [`${result.passed} passed`];
  if (result.failed > 0) counts.push(`${result.failed} failed`);
  if (result.skipped > 0) counts.push(`${result.skipped} skipped`);
  const verdict = result.failed > 0 ? 'FAIL' : 'ok  ';
  return `${verdict}  ${result.name.padEnd(12)} ${result.seconds.toFixed(1).padStart(6)} s   ${counts.join(', ')}`;
}

function printTable(steps: readonly TestStep[], results: readonly StepResult[], seconds: number): void {
  const sum = (pick: (result: StepResult) => number) => results.reduce((total, result) => total + pick(result), 0);
  console.log('');
  for (const step of steps) {
    const result = results.find((one) => one.name === step.name);
    if (result) console.log(lineOf(result));
  }
  console.log(`      ${'all'.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s\n`);
  console.log(`${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`);
}
