import { isTest, type SourceFile, type SyntaxNode } from '../source.ts';

const pureFile = /^(features\/[^/]+\/[^/]+|platform\/kit\/[^/]+|apps\/streams)\.ts$/;
const pureData = /^features\/[^/]+\/messages\/[^/]+\.json$/;
const allowedPackages = /^(typebox|@noble\/hashes)(\/|$)/;
const chanceAndTime = ['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'crypto.getRandomValues'];

/** Pure files import only pure files, and get time and chance as arguments. */
export function checkPure(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const pure = isPure(file.path);
    const imports = pure ? file.imports.flatMap((found) => refuseImport(file.path, found)) : [];
    return [...imports, ...file.nodes.flatMap((node) => refuseNode(file, node, pure))];
  });
}

export function isPure(path: string): boolean {
  return pureFile.test(path) && !isTest(path);
}

function refuseImport(path: string, found: { specifier: string; target?: string; line: number }): string[] {
  const { specifier, target, line } = found;
  const allowed = target ? isPure(target) || pureData.test(target) : allowedPackages.test(specifier);
  return allowed ? [] : [`${path}:${line} is pure and may not import ${specifier}`];
}

function refuseNode(file: SourceFile, node: SyntaxNode, pure: boolean): string[] {
  const at = `${file.path}:${file.lineOf(node.start)}`;
  if (pure && isNewDate(node)) return [`${at} is pure and gets the time as an argument, but has new Date()`];
  const name = memberName(node);
  if (!name) return [];
  if (pure && chanceAndTime.includes(name))
    return [`${at} is pure and gets time and chance as arguments, but has ${name}`];
  if (name === 'Math.random' && !isTest(file.path))
    return [`${at} has Math.random: use node:crypto or a seeded source`];
  return [];
}

function isNewDate(node: SyntaxNode): boolean {
  const { callee, arguments: args } = node as { callee?: { name?: string }; arguments?: unknown[] };
  return node.type === 'NewExpression' && callee?.name === 'Date' && args?.length === 0;
}

function memberName(node: SyntaxNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const { object, property } = node as unknown as Record<string, { name?: string } | undefined>;
  return object?.name && property?.name ? `${object.name}.${property.name}` : undefined;
}
