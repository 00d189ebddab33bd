import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { parseSync } from 'vite';

export interface SourceImport {
  readonly specifier: string;
  /** The project's file behind a relative specifier. */
  readonly target?: string;
  readonly line: number;
}

export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly SourceImport[];
  readonly nodes: readonly SyntaxNode[];
  readonly lineOf: (offset: number) => number;
}

export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly parent?: SyntaxNode;
  readonly [field: string]: unknown;
}

const folders = '{features,platform,apps,tools,journeys,bench}';
const importTypes = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];

/** The project's own files by path, as text. */
export function readSources(endings = '{ts,tsx,mjs}'): Map<string, string> {
  const files = globSync([`${folders}/**/*.${endings}`, `*.${endings}`], { exclude: ['apps/web/dist'] });
  const own = files.filter((path) => !path.includes('node_modules') && !path.startsWith('apps/web/dist/'));
  return new Map(own.sort().map((path) => [path, readFileSync(path, 'utf8')]));
}

/** Reads one file: what it imports, and every node of its syntax with its parent. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const starts = [0, ...[...text.matchAll(/\n/g)].map((found) => found.index + 1)];
  const lineOf = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1;
  const nodes: SyntaxNode[] = [];
  collect(program, undefined, nodes);
  const imports = nodes
    .filter((node) => importTypes.includes(node.type))
    .flatMap((node) => {
      const specifier = (node.source as { value?: unknown } | null | undefined)?.value;
      if (typeof specifier !== 'string') return [];
      const target = specifier.startsWith('.') ? join(dirname(path), specifier) : undefined;
      return [{ specifier, target, line: lineOf(node.start) }];
    });
  return { path, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0), imports, nodes, lineOf };
}

/** Tests, and what only they import: a feature's server/test-world.ts. */
export function isTest(path: string): boolean {
  return /(\.test\.tsx?|\/server\/test-[\w-]+\.ts)$/.test(path) || path.startsWith('journeys/');
}

/** The feature that a path belongs to. */
export function featureOf(path: string): string | undefined {
  return /^features\/([^/]+)\//.exec(path)?.[1];
}

function collect(value: unknown, parent: SyntaxNode | undefined, into: SyntaxNode[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, parent, into);
    return;
  }
  if (typeof value !== 'object' || value === null || typeof (value as SyntaxNode).type !== 'string') return;
  const node = { ...(value as SyntaxNode), parent };
  into.push(node);
  for (const [field, child] of Object.entries(value)) if (field !== 'parent') collect(child, node, into);
}
