import { type Browser, expect, type Page } from '@playwright/test';
import { type House, laptop, person, phone, signIn, test } from './house.ts';

test('[R20-R27] a host works the studio by keys, a helper by a second device, and all of it fits a phone', async ({
  browser,
  house,
}) => {
  const hana = await person(browser, laptop);
  const roomId = await prepare(hana.page, house);
  await test.step('what is ready is ticked off, and the show goes on the air', () => goLive(hana.page));
  await test.step('keys walk through the run sheet, and rest while one types', () => walkByKeys(hana.page));
  await test.step('the order is changed by the keyboard and by dragging', () => reorder(hana.page));
  await test.step('a helper on a second device goes on without a camera', () =>
    helpOnPhone(browser, house, roomId, hana.page));
  await test.step('on a phone the picture fills the page and nothing sticks out', () => holdInOneHand(hana.page));
  await hana.context.close();
});

test('[C28] a product that is not saved is not left by accident', async ({ browser, house }) => {
  const { context, page } = await person(browser, laptop);
  await signIn(page, house, 'merchant');
  await page.goto(`${house.url}/merchant`);
  await page.getByTestId('merchant-product').first().click();
  await page.getByTestId('edit-description').fill('Thrown on a wheel.');
  const form = page.url();
  for (const leave of [() => page.locator('main a[href="/merchant"]').first().click(), () => page.goBack()]) {
    await leave();
    await expect(page.getByTestId('leave-guard')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('leave-guard')).toBeHidden();
    expect(page.url()).toBe(form);
  }
  await expect(page.getByTestId('edit-description')).toHaveValue('Thrown on a wheel.');
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
  await page.getByTestId('edit-save').click();
  await saved;
  await expect(page.getByTestId('edit-discard')).toHaveCount(0);
  await page.goBack();
  await expect(page.getByTestId('merchant-products')).toBeVisible();
  await context.close();
});

const names = ['Stoneware mug', 'Beeswax candle', 'Wool throw'];
const row = (page: Page, name: string) => page.getByTestId('run-sheet').locator('> li').filter({ hasText: name });
const titles = (page: Page) => page.getByTestId('run-sheet').locator('> li p').allInnerTexts();

async function prepare(page: Page, house: House): Promise<string> {
  await signIn(page, house, 'host');
  await page.goto(`${house.url}/studio`);
  await page.getByTestId('studio-new-title').fill('An evening with both hands full');
  await page.getByTestId('studio-create').click();
  await page.waitForURL(/\/studio\/[0-9a-f-]{36}/);
  await expect(page.getByTestId('ready-bag')).toHaveAttribute('data-state', 'advice');
  for (const name of names) await page.getByRole('button', { name: `Add ${name}`, exact: false }).click();
  return page.url().split('/').at(-1)!;
}

async function goLive(page: Page): Promise<void> {
  for (const name of ['title', 'bag', 'camera', 'microphone']) {
    await expect(page.getByTestId(`ready-${name}`)).toHaveAttribute('data-state', 'done');
  }
  await expect(page.getByTestId('ready-line')).not.toHaveAttribute('data-state', 'wait');
  await page.getByTestId('go-live').click();
  await expect(page.getByTestId('on-air')).toBeVisible();
  await expect(page.getByTestId('sending-state')).toHaveAttribute('data-state', 'live');
}

async function walkByKeys(page: Page): Promise<void> {
  const now = page.getByTestId('now-title');
  await expect(page.getByTestId('next-product')).toHaveAttribute('aria-keyshortcuts', 'Space ArrowRight PageDown');
  await page.locator('body').press('Space');
  await expect(now).toHaveText(names[0]!);
  await page.locator('body').press('ArrowRight');
  await expect(now).toHaveText(names[1]!);
  await page.locator('body').press('3');
  await expect(now).toHaveText(names[2]!);
  await expect(page.getByTestId('now-since')).toBeVisible();
  await page.locator('body').press('PageUp');
  await expect(now).toHaveText(names[1]!);
  await page.locator('body').press('m');
  await expect(page.getByTestId('studio-mute')).toHaveAttribute('aria-pressed', 'true');
  await page.locator('body').press('t');
  await page.keyboard.type('1 m and 3 more ?');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('talk-list')).toContainText('1 m and 3 more ?');
  await expect(page.getByTestId('studio-mute')).toHaveAttribute('aria-pressed', 'true');
  await expect(now).toHaveText(names[1]!);
  await page.keyboard.press('Escape');
  await page.locator('body').press('m');
  await expect(page.getByTestId('studio-mute')).toHaveAttribute('aria-pressed', 'false');
  await page.locator('body').press('?');
  await expect(page.getByTestId('studio-keys-list')).toContainText('Next product');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('studio-keys-list')).toBeHidden();
  await expect(now).toHaveText(names[1]!);
}

async function reorder(page: Page): Promise<void> {
  const grip = (name: string) => row(page, name).locator('[data-grip]');
  await grip(names[2]!).press('ArrowUp');
  await expect.poll(() => titles(page)).toEqual([names[0], names[2], names[1]]);
  await expect(grip(names[2]!)).toBeFocused();
  const from = (await grip(names[0]!).boundingBox())!;
  const to = (await row(page, names[1]!).boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x, to.y + to.height - 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => titles(page)).toEqual([names[2], names[1], names[0]]);
}

async function helpOnPhone(browser: Browser, house: House, roomId: string, host: Page): Promise<void> {
  const milo = await person(browser, phone);
  await signIn(milo.page, house, 'moderator');
  await milo.page.goto(`${house.url}/studio/${roomId}`);
  await expect(milo.page.getByTestId('watch-panel')).toBeVisible();
  await expect(milo.page.getByTestId('now-title')).toHaveText(names[1]!);
  await milo.page.getByTestId('next-product').click();
  await expect(host.getByTestId('now-title')).toHaveText(names[0]!);
  await expect(milo.page.getByTestId('end-show')).toHaveCount(0);
  await milo.page.getByTestId('panel-run').click();
  await expect(milo.page.getByTestId('run-sheet').locator('[data-grip]')).toHaveCount(0);
  await milo.page.locator('[data-testid^="pin-"]').first().click();
  await expect(milo.page.getByTestId('run-sheet')).toBeHidden();
  await expect(host.getByTestId('now-title')).toHaveText(names[2]!);
  await milo.context.close();
}

async function holdInOneHand(page: Page): Promise<void> {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await expect(page.getByTestId('studio-phone')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    for (const name of ['next-product', 'panel-run', 'panel-talk', 'studio-mute', 'end-show']) {
      const box = (await page.getByTestId(name).boundingBox())!;
      expect([name, box.x >= 0, box.x + box.width <= width]).toEqual([name, true, true]);
    }
  }
  const [next, end] = [page.getByTestId('next-product'), page.getByTestId('end-show')];
  expect((await next.boundingBox())!.y).toBeGreaterThan(844 / 2);
  expect((await end.boundingBox())!.y).toBeLessThan(844 / 4);
  await end.click();
  await expect(page.getByTestId('confirm-end')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('on-air')).toBeVisible();
}
