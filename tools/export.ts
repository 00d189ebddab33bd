import { resolve } from 'node:path';
import { exportHouse } from './move/export.ts';
import { Problem, runTool } from './problem.ts';
import { settingsOfProject } from './read-settings.ts';

/** `npm run export -- <folder>`: the whole installation as a folder of plain files, also while it runs. */
await runTool(async () => {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || rest.length > 0) throw new Problem('Name one new folder: npm run export -- <folder>', 2);
  const { tables, files } = await exportHouse(settingsOfProject(), resolve(folder), () => {});
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = [...tables, ...files].reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(
    `Exported ${rows} rows of ${tables.length} tables and ${files.length} files (${(bytes / 1e6).toFixed(1)} MB) to ${resolve(folder)}.`,
  );
  console.log('The secret and everything about customers is in it: keep it as you keep the data folder.');
  return 0;
});
