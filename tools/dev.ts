import { addressLines, localUrl } from './addresses.ts';
import { runTool } from './problem.ts';
import { settingsOfProject } from './read-settings.ts';
import { supervise } from './supervise.ts';

const webPort = 5173;

await runTool(async () => {
  // People come through Vite, which hands the rest on to the server.
  const settings = settingsOfProject({ PUBLIC_URL: `http://localhost:${webPort}` });
  const say = (line: string) => console.log(line);
  const server = localUrl(settings.host, settings.port);
  const media = localUrl(settings.host, settings.mediaPort);
  const vite = 'node_modules/vite/bin/vite.js';
  const viteArgs = ['--config', 'apps/web/vite.config.ts', '--port', String(webPort), '--strictPort'];
  const watched = (script: string) => ['--watch', '--watch-preserve-output', script];
  return supervise({
    settings,
    say,
    ports: [
      { setting: 'PORT', port: settings.port },
      { setting: 'MEDIA_PORT', port: settings.mediaPort },
    ],
    children: [
      {
        name: 'web',
        args: [vite, ...viteArgs],
        script: vite,
        env: { LIVESTALL_SERVER: server, LIVESTALL_MEDIA: media },
        readyUrl: `http://localhost:${webPort}/`,
      },
      {
        name: 'server',
        args: watched('apps/server/main.ts'),
        script: 'apps/server/main.ts',
        env: {},
        readyUrl: `${server}/readyz`,
      },
      {
        name: 'media',
        args: watched('apps/media/main.ts'),
        script: 'apps/media/main.ts',
        env: {},
        readyUrl: `${media}/healthz`,
      },
    ],
    prepare: async () => {},
    logToTerminal: true,
    onReady: async () => {
      for (const line of await addressLines(settings, server)) say(line);
      say('Ready; server and web reload when their files change. Ctrl-C ends it.');
    },
  });
});
