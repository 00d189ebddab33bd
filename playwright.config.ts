import { defineConfig } from '@playwright/test';
import { findOrInstallChromium } from './tools/browser.ts';

const executablePath = await findOrInstallChromium((line) => console.log(line));

/** Journeys run in a real Chromium, one after the other: two cores carry one house, its browser and its video. */
export default defineConfig({
  testDir: 'journeys',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    // Pictures and snapshots at each key and question would take more of two cores than the product itself.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
      ],
    },
  },
});
