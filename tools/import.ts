import { resolve } from 'node:path';
import { placeOf } from './move/house.ts';
import { importHouse } from './move/import.ts';
import { Problem, runTool } from './problem.ts';
import { settingsOfProject } from './read-settings.ts';

/** `npm run import -- <folder>`: puts an export into the empty installation that the settings name. */
await runTool(async () => {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || rest.length > 0) throw new Problem('Name the folder of an export: npm run import -- <folder>', 2);
  const settings = settingsOfProject();
  const { tables, files, madeAt } = await importHouse(settings, resolve(folder), (line) => console.log(line));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`Imported ${rows} rows and ${files.length} files of ${madeAt} into ${placeOf(settings)}.`);
  return 0;
});
