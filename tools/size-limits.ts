import { parseSource, type SourceFile, type SyntaxNode } from './source.ts';

const fileLinesMax = 300;
const functionLinesMax = 60;
const functionTypes = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** Files and functions that nobody reads in one go. */
export function checkSizes(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    const lines = text.trimEnd().split('\n').length;
    const long = lines > fileLinesMax ? [`${path} has ${lines} lines, more than ${fileLinesMax}`] : [];
    return /\.(ts|tsx|mjs)$/.test(path) ? [...long, ...longFunctions(parseSource(path, text))] : long;
  });
}

function longFunctions(file: SourceFile): string[] {
  return file.nodes.flatMap((node) => {
    if (!functionTypes.includes(node.type) || isGroupOfTests(node)) return [];
    const first = file.lineOf(node.start);
    const lines = file.lineOf(node.end) - first + 1;
    if (lines <= functionLinesMax) return [];
    return [`${file.path}:${first} has a function of ${lines} lines, more than ${functionLinesMax}`];
  });
}

/** `describe` takes a function that only holds others. */
function isGroupOfTests(node: SyntaxNode): boolean {
  const callee = node.parent?.callee as { name?: string; object?: { name?: string } } | undefined;
  return callee?.name === 'describe' || callee?.object?.name === 'describe';
}
