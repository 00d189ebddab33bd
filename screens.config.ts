import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** `npm run screens`: makes the pictures of docs/screens anew from the running product. */
export default defineConfig(base, { testMatch: 'screens.ts', timeout: 600_000, reporter: 'list' });
