import { readRunningSettings } from '../../apps/settings.ts';
import { Problem, runTool } from '../problem.ts';
import { setupAddress } from '../setup-address.ts';

/** Inside a server's container: the address at which the owner begins, which `npm start` prints by itself. */
await runTool(async () => {
  const settings = readRunningSettings(process.env);
  if ('problem' in settings) throw new Problem(settings.problem);
  console.log((await setupAddress(settings)) ?? 'There is a shop already.');
  return 0;
});
