import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '../apps/settings.ts';
import { Problem, runTool } from './problem.ts';
import { protocolPage } from './protocol-page.ts';
import { sizingText } from './sizing/sizing.ts';
import { argumentsTable } from './start-arguments.ts';

interface GeneratedPage {
  readonly file: string;
  /** The page as it should be, from what it is. */
  readonly render: (current: string) => string | Promise<string>;
}

/** Every page, or part of one, that is written from the code. */
export const generatedPages: GeneratedPage[] = [
  { file: 'docs/protocol.md', render: protocolPage },
  { file: 'docs/operating.md', render: operatingPage },
];

/** Puts the text between the page's marks `<!-- name... -->` and `<!-- /name -->`. */
export function between(page: string, name: string, text: string): string {
  const marks = new RegExp(`(<!-- ${name}\\b[^>]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!marks.test(page)) throw new Problem(`The page has lost its marks <!-- ${name} --> and <!-- /${name} -->.`);
  return page.replace(marks, (_all, open: string, close: string) => `${open}${text}\n${close}`);
}

function operatingPage(current: string): string {
  const parts = { settings: settingsTable(), arguments: argumentsTable(), sizing: sizingText() };
  return Object.entries(parts).reduce((page, [name, text]) => between(page, name, text), current);
}

async function main(): Promise<number> {
  const check = process.argv.includes('--check');
  let stale = 0;
  for (const { file, render } of generatedPages) {
    const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const wanted = await render(current);
    if (wanted === current) continue;
    stale += 1;
    if (!check) writeFileSync(file, wanted);
    console.log(check ? `${file} is not up to date: run npm run docs` : `${file} written`);
  }
  return check && stale > 0 ? 1 : 0;
}

if (import.meta.main) await runTool(main);
