import { runHouse } from './run-house.ts';

const webPort = 5173;
const vite = 'node_modules/vite/bin/vite.js';

/** Like start, but server and media start again when their files change, and the web comes from Vite's own server. */
await runHouse({
  serverScript: 'apps/server/main.ts',
  mediaScript: 'apps/media/main.ts',
  demoScript: 'apps/demo/main.ts',
  nodeArgs: ['--watch', '--watch-preserve-output'],
  prepare: async () => {},
  args: process.argv.slice(2),
  // People come through Vite, which hands on to the server what is not a page.
  defaults: { PUBLIC_URL: `http://localhost:${webPort}` },
  // Vite serves the pages without HTTPS, so the rest does too.
  fixed: { LAN: 'no', DOMAIN: '', TLS_CERT: '', TLS_KEY: '' },
  moreChildren: (server) => [
    {
      name: 'web',
      args: [vite, '--config', 'apps/web/vite.config.ts', '--port', String(webPort), '--strictPort'],
      script: vite,
      env: () => ({ LIVESTALL_SERVER: server }),
      inherits: false,
      readyUrl: `http://localhost:${webPort}/`,
    },
  ],
  logToTerminal: true,
});
