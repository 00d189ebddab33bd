import { addressLines, localUrl } from './addresses.ts';
import { runTool } from './problem.ts';
import { settingsOfProject } from './read-settings.ts';
import { supervise } from './supervise.ts';

export interface HouseParts {
  readonly serverScript: string;
  readonly mediaScript: string;
  readonly prepare: (say: (line: string) => void) => Promise<void>;
}

/** Runs server, media and PostgreSQL with the settings of the environment, until Ctrl-C. */
export async function runHouse(parts: HouseParts): Promise<void> {
  await runTool(async () => {
    const begun = performance.now();
    const settings = settingsOfProject();
    const say = (line: string) => console.log(line);
    const server = localUrl(settings.host, settings.port);
    const media = localUrl(settings.host, settings.mediaPort);
    return supervise({
      settings,
      say,
      ports: [
        { setting: 'PORT', port: settings.port },
        { setting: 'MEDIA_PORT', port: settings.mediaPort },
      ],
      children: [
        { name: 'server', ...nodeScript(parts.serverScript), env: {}, readyUrl: `${server}/readyz` },
        { name: 'media', ...nodeScript(parts.mediaScript), env: {}, readyUrl: `${media}/healthz` },
      ],
      prepare: () => parts.prepare(say),
      logToTerminal: false,
      onReady: async () => {
        for (const line of await addressLines(settings, server)) say(line);
        say(`Ready after ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C ends it.`);
      },
    });
  });
}

function nodeScript(script: string): { args: string[]; script: string } {
  return { args: [script], script };
}
