import { expect, type Page } from '@playwright/test';
import { laptop, person, phone, test } from './house.ts';
import { say } from './room-acts.ts';
import { endShow, enter, goLive, prepareShow, products } from './staged-show.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';
const longName = 'Wilhelmine-Charlotte';
const longLine = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz, so steht es da';

test('[2.1] every page of a viewer fits phone and laptop, in light and dark, and has its states', async ({
  browser,
  house,
}) => {
  const show = await prepareShow(browser, house, 'Ein Abend mit außergewöhnlich unzerbrechlichem Steingutgeschirr');
  const vera = await person(browser, { ...phone, colorScheme: 'dark' });
  const viktor = await person(browser, laptop);
  await vera.page.goto(show.roomUrl);
  await expect(vera.page.getByTestId('room-scheduled')).toBeVisible();
  await fits(vera.page);
  await goLive(show);
  for (const { page } of [vera, viktor]) await enter(page, show);
  await say(vera.page, longLine, longName);
  for (const { page } of [vera, viktor]) {
    await expect(page.getByTestId('talk-list')).toContainText(longLine);
    await expect(page.getByTestId('pinned-card')).toContainText(products[0]!);
    await fits(page);
  }
  await test.step('the host has a page, which the room leads to', async () => {
    await viktor.page.getByTestId('host-link').click();
    await expect(viktor.page.getByTestId('host-head')).toContainText('Hana Seo');
    await expect(viktor.page.getByTestId('host-head').getByTestId('demo-badge')).toHaveCount(1);
    for (const name of products) await expect(viktor.page.getByTestId('host-products')).toContainText(name);
  });
  await test.step("a product's own page leads to where it is sold, and there it lies open", async () => {
    await viktor.page.getByTestId('product-card').filter({ hasText: products[1]! }).click();
    await expect(viktor.page.getByTestId('where-sold')).toHaveAttribute('data-state', 'live');
    await fits(viktor.page);
    await viktor.page.getByTestId('where-sold').click();
    await expect(viktor.page.getByTestId('product-sheet')).toContainText(products[1]!);
  });
  const hostId = (await (await fetch(show.roomUrl.replace('/rooms/', '/api/rooms/'))).json()).hostId;
  const pages = ['/', `/hosts/${hostId}`, '/orders', '/sign-in', '/nowhere'];
  const unknown = [`/rooms/${nowhere}`, `/products/${nowhere}`, '/hosts/nobody-0001'];
  for (const address of [...pages, ...unknown]) {
    for (const { page } of [vera, viktor]) {
      await page.goto(house.url + address);
      await expect(page.locator('h1, h2').first()).toBeVisible();
      await fits(page);
    }
  }
  expect(await paper(vera.page)).not.toBe(await paper(viktor.page));
  await viktor.page.goto(show.roomUrl);
  await endShow(show);
  await expect(viktor.page.getByTestId('room-ended')).toBeVisible();
  for (const { context } of [vera, viktor]) await context.close();
  await show.studio.context().close();
});

/** Nothing sticks out at the side, where only a finger would find it. */
async function fits(page: Page): Promise<void> {
  const [needs, has] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(needs, `the width of ${page.url()}`).toBeLessThanOrEqual(has!);
}

function paper(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}
