import { expect, type Locator, type Page } from '@playwright/test';

const stepsMax = 80;

/** Tab, until the keyboard is at `target`; on the way everything that it stands on can be seen to have it. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target.first()).toBeVisible();
  for (let step = 0; step < stepsMax; step += 1) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    expect(await focusSeen(page), `the focus cannot be seen on ${await focused(page)}`).toBe(true);
  }
  throw new Error(`The keyboard does not come to ${target} in ${stepsMax} steps.`);
}

/** A ring around it, or around what stands for it. */
function focusSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return true;
    const around = [element, element.parentElement, element.closest('label')].filter((one) => one !== null);
    const styles = around.flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')]);
    return styles.some(
      ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
    );
  });
}

export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    return `${element?.tagName} ${element?.dataset.testid ?? ''} ${element?.getAttribute('aria-label') ?? ''}`;
  });
}

/** Wherever Tab leads, it stays inside. */
export async function expectTrapped(page: Page, within: Locator): Promise<void> {
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press(key);
      // Between the last and the first it passes a guard beside the sheet, which sends it on.
      const inside = () => within.evaluate((element) => element.contains(document.activeElement));
      await expect.poll(inside, `the focus left for ${await focused(page)}`).toBe(true);
    }
  }
}
