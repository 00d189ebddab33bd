import { featureOf, isTest, type SourceFile } from '../source.ts';

/** Who may import whom: a neighbour's pure files only, nothing of a feature from the platform, and never in a circle. */
export function checkImports(files: readonly SourceFile[]): string[] {
  const reached = files.flatMap((file) => file.imports.flatMap((found) => refuseImport(file.path, found)));
  return [...reached, ...cyclesOfFiles(files), ...cyclesOfFeatures(files)];
}

function refuseImport(path: string, found: { target?: string; line: number }): string[] {
  const { target, line } = found;
  if (!target) return [];
  if (path.startsWith('platform/') && /^(features|apps)\//.test(target)) {
    return [`${path}:${line} the platform knows no feature and no app, but imports ${target}`];
  }
  const own = featureOf(path);
  const other = featureOf(target);
  // A test may put its neighbours' stores together, as an app does.
  if (!own || !other || own === other || isTest(path)) return [];
  const inner = /^features\/[^/]+\/(server|web)\//.exec(target)?.[1];
  return inner ? [`${path}:${line} reaches into the ${inner} of ${other}: ${target}`] : [];
}

function cyclesOfFiles(files: readonly SourceFile[]): string[] {
  const edges = files.map((file): [string, string[]] => [
    file.path,
    file.imports.flatMap((found) => found.target ?? []),
  ]);
  return findCycles(new Map(edges)).map((cycle) => `import cycle of files: ${cycle.join(' -> ')}`);
}

function cyclesOfFeatures(files: readonly SourceFile[]): string[] {
  const edges = new Map<string, string[]>();
  for (const file of files) {
    const own = featureOf(file.path);
    if (!own || isTest(file.path)) continue;
    const others = file.imports.flatMap((found) => featureOf(found.target ?? '') ?? []);
    edges.set(own, [...(edges.get(own) ?? []), ...others.filter((other) => other !== own)]);
  }
  return findCycles(edges).map((cycle) => `import cycle of features: ${cycle.join(' -> ')}`);
}

/** One cycle for each way back that a walk in depth meets. */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const trail: string[] = [];
  const cycles: string[][] = [];
  const visit = (name: string) => {
    if (done.has(name) || !edges.has(name)) return;
    const at = trail.indexOf(name);
    if (at >= 0) {
      cycles.push([...trail.slice(at), name]);
      return;
    }
    trail.push(name);
    for (const next of new Set(edges.get(name))) visit(next);
    trail.pop();
    done.add(name);
  };
  for (const name of edges.keys()) visit(name);
  return cycles;
}
