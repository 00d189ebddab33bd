import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The built scripts whose names begin so, and all that they import at once, each once, with their code. */
export function builtScripts(folder: string, beginnings: readonly string[]): Map<string, Buffer> {
  const assets = readdirSync(path.join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  const waiting = beginnings.map((beginning) => {
    const file = assets.find((name) => name.startsWith(beginning));
    if (file === undefined) throw new Error(`There is no ${beginning}*.js among the built files.`);
    return file;
  });
  const found = new Map<string, Buffer>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const code = readFileSync(path.join(folder, 'assets', file));
    found.set(file, code);
    waiting.push(...importsOf(code.toString()));
  }
  return found;
}

/** The files that a built one imports at once; what it loads later is a call of `import()`. */
export function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g)].map((match) => match[1]!);
}
