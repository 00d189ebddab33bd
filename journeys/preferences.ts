import type { Page } from '@playwright/test';

interface Preferences {
  readonly language: string;
  readonly theme: string;
  readonly simple: boolean;
  readonly talkRead: boolean;
}

const key = 'livestall.preferences';

/** What a visit begins with, as if chosen before. */
export async function beginWith(page: Page, chosen: Partial<Preferences>): Promise<void> {
  await page.addInitScript(([name, text]) => localStorage.setItem(name!, text!), [key, JSON.stringify(chosen)]);
}

/** As if another open page had chosen: this one follows without a reload. */
export async function choose(page: Page, chosen: Partial<Preferences>): Promise<void> {
  await page.evaluate(
    ([name, text]) => {
      localStorage.setItem(name!, text!);
      window.dispatchEvent(new StorageEvent('storage', { key: name!, newValue: text! }));
    },
    [key, JSON.stringify(chosen)],
  );
}
