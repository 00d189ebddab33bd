import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { beforePaint } from '../../tools/before-paint.ts';
import { staffTexts } from '../../tools/staff-texts.ts';

const server = process.env.LIVESTALL_SERVER ?? 'http://127.0.0.1:3000';
const toServer = { target: server, changeOrigin: false };

/** What nearly every page needs: the libraries below them, and the small parts of the look. */
const everyPage = new RegExp(
  [
    'node_modules/(react|react-dom|scheduler|react-router|i18next|@tanstack)/',
    // Its component for texts with markup brings a parser, and only pages of the staff use it.
    'node_modules/react-i18next/(?!.*Trans)',
    'platform/kit/',
    'platform/ui/([a-z-]+\\.ts$|(announcer|badge|button|empty-state|error-state|icon-button|mark|money-text)\\.)',
    'platform/ui/(monogram|preferences-button|skeleton|spinner|toast|use-room)\\.',
    // Small, and of a room and of the pages around it: each a file of its own, they were fifteen requests.
    'features/(accounts/web/use-me|barrage/web/use-talk|orders/web/use-orders|shops/web/use-shops)\\.',
    'features/catalog/(product-numbers|web/(bag-list|product-numbers|product-picture|sold-out-stamp|use-bag))\\.',
    'features/rooms/web/demo-room-badge|lucide-react/.*/(eye|shopping-bag)\\.',
  ].join('|'),
);

/** What the picture that begins before the app shares with it: none of the app may come along. */
const first = /vite\/preload-helper|platform\/(kit\/refusal|ui\/first-answers)\.ts$/;
const player =
  /features\/media\/(box|catch-up|init-segment|web\/(backoff|early-player|follow-live|hls-way|mp4-way|player|source-buffer-feed|way))\.ts$/;

const inHere = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  root: inHere('.'),
  plugins: [react(), tailwindcss(), beforePaint(), staffTexts()],
  resolve: {
    alias: {
      'three/examples/jsm/libs/meshopt_decoder.module.js': fileURLToPath(
        new URL('../../features/catalog/web/no-meshopt.ts', import.meta.url),
      ),
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that play the picture know it themselves.
    modulePreload: { polyfill: false },
    // The content security policy allows neither inline scripts nor data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    // Schemas are made by calls that change nothing else: pages that only want a limit of a protocol leave them out.
    rolldownOptions: {
      // A room's picture begins with a script of its own, before the app.
      input: {
        index: inHere('index.html'),
        'early-picture': inHere('early-picture.ts'),
        'offline-worker': inHere('offline-worker.ts'),
      },
      treeshake: { manualPureFunctions: ['Type', 'factMaker', 'Text', 'Lines'] },
      // What every page needs is one file: cut into many small ones it compresses worse.
      output: {
        // Its place is its scope, and its name is how a browser finds the next version of it.
        entryFileNames: ({ name }) => (name === 'offline-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'first', test: first, priority: 2 },
            { name: 'player', test: player, priority: 1 },
            { name: 'base', test: everyPage },
          ],
        },
      },
    },
  },
  // Found late, behind a lazy page: without this the first visit in development reloads in the middle.
  optimizeDeps: { include: ['hls.js'] },
  server: {
    host: '127.0.0.1',
    fs: { allow: ['../..'] },
    proxy: {
      '/api': toServer,
      '/docs': toServer,
      '/openapi.json': toServer,
      '/pictures': toServer,
      '/models': toServer,
      '/videos': toServer,
      '/socket': { ...toServer, ws: true },
    },
  },
});
