import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type PlantedBug, plant, plantedBugs, type TestFile } from './planted/bugs.ts';
import { Problem, runTool } from './problem.ts';

const folder = path.resolve('.cache/planted');
const testMsMax = 10 * 60_000;

interface Ran {
  readonly passed: number;
  readonly failed: readonly string[];
}

/**
 * Plants one bug after the other in a copy of the sources, and runs the test that must catch it: `npm run test:planted`
 * (`-- --only "part of its sentence"`). Each test must first pass without a bug, else its failure would say nothing.
 */
await runTool(async () => {
  const bugs = choose();
  copySources();
  const sound = checkSound(bugs);
  if (sound.length > 0) throw new Problem(`Without any bug these do not pass: ${sound.join(', ')}`);
  let missed = 0;
  for (const bug of bugs) {
    const caught = tryBug(bug);
    if (caught === null) missed += 1;
    console.log(
      `${caught === null ? 'MISSED' : 'caught'}  ${bug.what}\n        ${bug.test.file}: ${caught ?? 'nothing failed'}`,
    );
  }
  console.log(JSON.stringify({ test: 'planted', bugs: bugs.length, caught: bugs.length - missed, missed }));
  return missed === 0 ? 0 : 1;
});

function choose(): readonly PlantedBug[] {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const bugs = plantedBugs.filter(({ what }) => values.only === undefined || what.includes(values.only));
  if (bugs.length === 0) throw new Problem(`No planted bug is called so: ${values.only}`, 2);
  return bugs;
}

/** Everything that is in the repository or will be, as it stands in the folder now. */
function copySources(): void {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  if (listed.status !== 0) throw new Problem('The sources are listed by git, which is not here or does not know them.');
  rmSync(folder, { recursive: true, force: true });
  for (const file of listed.stdout.split('\n').filter(Boolean)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(file, path.join(folder, file));
  }
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
}

function checkSound(bugs: readonly PlantedBug[]): string[] {
  const tests = new Map(bugs.map(({ test }) => [test.file, test]));
  return [...tests.values()].flatMap((test) => {
    const { passed, failed } = run(test);
    console.log(`sound   ${test.file}: ${passed} passed, ${failed.length} failed`);
    return failed.length > 0 || passed === 0 ? [test.file] : [];
  });
}

/** The first test that failed, or null. */
function tryBug(bug: PlantedBug): string | null {
  const file = path.join(folder, bug.file);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, plant(text, bug));
  try {
    return run(bug.test).failed[0] ?? null;
  } finally {
    writeFileSync(file, text);
  }
}

function run({ project, file }: TestFile): Ran {
  const report = path.join(folder, 'report.json');
  rmSync(report, { force: true });
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, file];
  spawnSync(process.execPath, [...args, '--reporter=json', `--outputFile.json=${report}`], {
    cwd: folder,
    timeout: testMsMax,
    stdio: 'ignore',
  });
  return readReport(report, file);
}

/** A test file that did not even load has caught nothing: the bug is written wrongly. */
function readReport(report: string, file: string): Ran {
  let results: { assertionResults: { status: string; fullName: string }[] }[];
  try {
    results = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    throw new Problem(`${file} left no report.`);
  }
  const tests = results.flatMap(({ assertionResults }) => assertionResults);
  if (tests.length === 0) throw new Problem(`${file} did not load.`);
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  };
}
