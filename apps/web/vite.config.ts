import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.LIVESTALL_SERVER ?? 'http://127.0.0.1:3000';
const toServer = { target: server, changeOrigin: false };

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows neither inline scripts nor data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    // Schemas are made by calls that change nothing else: pages that only want a limit of a protocol leave them out.
    rolldownOptions: { treeshake: { manualPureFunctions: ['Type', 'factMaker', 'Text', 'Lines'] } },
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
      '/socket': { ...toServer, ws: true },
    },
  },
});
