import { runTool } from './problem.ts';
import { checkSizes } from './size-limits.ts';
import { readSources } from './source.ts';

await runTool(async () => {
  const files = readSources('{ts,tsx,mjs,css,sql}');
  const refused = checkSizes(files);
  for (const line of refused) console.log(line);
  console.log(`${files.size} files, ${refused.length} too long`);
  return refused.length === 0 ? 0 : 1;
});
