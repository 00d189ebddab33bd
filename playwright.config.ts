import { defineConfig } from '@playwright/test';
import { findOrInstallChromium } from './tools/browser.ts';

const executablePath = await findOrInstallChromium((line) => console.log(line));

/** What a show looks like to the second, or to the tenth of one: two cores carry one house, its browsers and its video. */
const shows = /(barrage|deals|main-job|video)\.spec\.ts$/;

/** Journeys in a real Chromium. Those among pages wait for answers most of the time, so two houses stand beside each other. */
export default defineConfig({
  testDir: 'journeys',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
  projects: [
    { name: 'pages', testIgnore: shows },
    { name: 'shows', testMatch: shows, workers: 1 },
  ],
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
