// Runs on any Node from 18 on and without packages: installs what is missing, then hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = [
  ...['start', 'dev', 'test', 'docs', 'export', 'import', 'faults', 'soak', 'flood', 'cluster', 'cluster-faults'],
  ...['simulate', 'planted'],
];
const nodeMajorMin = 24;
const earlyFolder = join(project, '.cache/early-node');

const [command, ...rest] = process.argv.slice(2);
if (!commands.includes(command)) end(`Say which of ${commands.join(', ')} to run, for example: npm start`, 2);
if (!installed()) install();
handOver(pinnedNode(), [join(project, `tools/${command}.ts`), ...rest]);

/** npm writes its hidden lock file last, so one that agrees with ours means a whole installation. */
function installed() {
  const wanted = readLock('package-lock.json');
  const found = readLock('node_modules/.package-lock.json');
  if (!found) return false;
  return Object.entries(wanted ?? {}).every(([path, entry]) => {
    if (path === '') return true;
    const there = found[path];
    if (there) return there.version === entry.version && there.integrity === entry.integrity;
    return entry.optional === true && !fitsHere(entry);
  });
}

/** Whether an optional package is made for this very machine: only those for others may be absent. */
function fitsHere({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  const ourLibc = process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  if (libc && process.platform === 'linux' && !libc.includes(ourLibc)) return false;
  return (os ?? [process.platform]).includes(process.platform) && (cpu ?? [process.arch]).includes(process.arch);
}

function readLock(file) {
  const path = join(project, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

function install() {
  const early = isNewEnough() ? undefined : earlyNode();
  console.log('Installing packages (npm ci) ...');
  const ran = npmCi(project, early);
  rmSync(earlyFolder, { recursive: true, force: true });
  if (ran.error) end(`npm could not be run (${ran.error.message}): install Node with npm.`, 1);
  if (ran.signal) process.exit(1);
  if (ran.status !== 0) end('The packages could not be installed: see what npm says above, and try again.', 1);
}

/** npm on an old Node leaves out binaries that are not for it, so npm itself must run on the pinned Node: get that first. */
function earlyNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const entry = readLock('package-lock.json')?.[`node_modules/${name}`];
  if (!entry) return undefined;
  console.log(`Fetching Node ${entry.version} ...`);
  mkdirSync(earlyFolder, { recursive: true });
  const root = { name: 'early-node', version: '0.0.0', dependencies: { [name]: entry.version } };
  const lock = {
    ...root,
    lockfileVersion: 3,
    packages: { '': root, [`node_modules/${name}`]: { ...entry, optional: false } },
  };
  writeFileSync(join(earlyFolder, 'package.json'), JSON.stringify(root));
  writeFileSync(join(earlyFolder, 'package-lock.json'), JSON.stringify(lock));
  if (npmCi(earlyFolder).status !== 0) return undefined;
  return join(earlyFolder, 'node_modules', name, 'bin/node');
}

function npmCi(folder, node) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const [program, ...before] = npm && /\.c?js$/.test(npm) ? [node ?? process.execPath, npm] : ['npm'];
  const path = node ? [dirname(node), process.env.PATH].join(delimiter) : process.env.PATH;
  const env = { ...process.env, PATH: path };
  return spawnSync(program, [...before, ...args], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

function isNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= nodeMajorMin;
}

function pinnedNode() {
  const pinned = join(project, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(pinned)) return pinned;
  if (isNewEnough()) return process.execPath;
  return end(
    `There is no pinned Node for ${process.platform}-${process.arch}, and this Node is ${process.versions.node}: install Node ${nodeMajorMin} or newer.`,
    1,
  );
}

function handOver(node, args) {
  process.chdir(project);
  if (process.execve) process.execve(node, [node, '--disable-warning=ExperimentalWarning', ...args], process.env);
  // An older Node cannot replace itself. The channel tells the other side when this process is killed.
  const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // An npm that was killed cannot hand a signal on.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
  child.on('error', (error) => end(`Node ${node} could not be run: ${error.message}`, 1));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function end(sentence, code) {
  console.error(sentence);
  process.exit(code);
}
