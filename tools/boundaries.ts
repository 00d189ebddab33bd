import { globSync, readFileSync } from 'node:fs';
import { checkImports } from './boundaries/imports.ts';
import { checkPure } from './boundaries/pure.ts';
import { checkTables } from './boundaries/tables.ts';
import { runTool } from './problem.ts';
import { parseSource, readSources } from './source.ts';

await runTool(async () => {
  const files = [...readSources()].map(([path, text]) => parseSource(path, text));
  const paths = globSync('features/*/server/migrations/*.sql').sort();
  const migrations = new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
  const refused = [...checkImports(files), ...checkPure(files), ...checkTables(files, migrations)];
  for (const line of refused) console.log(line);
  console.log(`${files.length} files, ${refused.length} over a boundary`);
  return refused.length === 0 ? 0 : 1;
});
