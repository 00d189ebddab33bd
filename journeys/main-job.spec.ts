import { type BrowserContext, expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { recordStreams } from './facts.ts';
import { laptop, person, phone, signIn, test } from './house.ts';
import { burnClock, measureDelay, seePicture } from './picture.ts';

test('[2.1-2.6] from a camera to a paid order', async ({ browser, house }) => {
  const hana = await person(browser, laptop);
  const vera = await person(browser, phone);
  const viktor = await person(browser, laptop);
  const people: { context: BrowserContext; page: Page }[] = [hana, vera, viktor];
  const title = `Sunday at the kiln ${Date.now()}`;
  let roomUrl = '';

  await test.step('2.1 the host prepares the room and goes live', async () => {
    await burnClock(hana.page);
    await signIn(hana.page, house, 'host');
    await hana.page.goto(`${house.url}/studio`);
    await hana.page.getByTestId('studio-new-title').fill('A first title');
    await hana.page.getByTestId('studio-create').click();
    await hana.page.waitForURL(/\/studio\/[0-9a-f-]{36}/);
    roomUrl = hana.page.url().replace('/studio/', '/rooms/');
    await hana.page.getByTestId('studio-title').fill(title);
    await hana.page
      .getByTestId('studio-cover')
      .setInputFiles({ name: 'cover.png', mimeType: 'image/png', buffer: await cover() });
    await expect(hana.page.getByTestId('studio-cover-picture')).toBeVisible();
    for (const name of ['Stoneware mug', 'Market basket']) {
      await hana.page.getByRole('button', { name: `Add ${name}`, exact: false }).click();
    }
    await expect(hana.page.getByTestId('studio-bag').getByRole('listitem')).toHaveCount(2);
    await expect(hana.page.getByTestId('camera-preview').locator('video')).toBeVisible();
    await expect.poll(() => soundLevel(hana.page)).toBeGreaterThan(0);
    await hana.page.getByTestId('go-live').click();
    await expect(hana.page.getByTestId('on-air')).toBeVisible();
  });

  const recorded = recordStreams(vera.page);

  await test.step('2.2 a guest on a phone sees the moving picture, and hears it after a tap', async () => {
    await vera.page.goto(roomUrl);
    await expect(vera.page.getByRole('heading', { name: title })).toBeVisible();
    await expect(vera.page.getByTestId('live-picture')).toHaveAttribute('data-state', 'playing');
    const before = await seePicture(vera.page);
    await vera.page.waitForTimeout(1000);
    const after = await seePicture(vera.page);
    expect(after.frames - before.frames).toBeGreaterThan(5);
    expect(after.colours).not.toBe(before.colours);
    expect(await vera.page.evaluate(() => document.querySelector('video')!.muted)).toBe(true);
    await vera.page.getByTestId('sound-button').click();
    await expect.poll(() => heard(vera.page)).toBeGreaterThan(0);
    // A page that has just opened is still catching up; on two cores that also encode, that takes a moment.
    await expect.poll(() => delayNow(vera.page), { timeout: 30_000 }).toBeLessThan(1000);
  });

  await test.step('2.3 she takes a name and speaks; host and second viewer see it', async () => {
    await viktor.page.goto(roomUrl);
    await vera.page.getByTestId('talk-input').fill('Is the glaze safe for food?');
    await vera.page.getByTestId('talk-input').press('Enter');
    await vera.page.getByTestId('name-input').fill('Vera');
    await vera.page.getByTestId('name-submit').click();
    await expect(viktor.page.getByTestId('barrage-layer')).toContainText('Is the glaze safe for food?');
    for (const page of [hana.page, viktor.page]) {
      await expect(page.getByTestId('talk-list')).toContainText('Is the glaze safe for food?');
      await expect(page.getByTestId('talk-list')).toContainText('Vera');
    }
    await hana.page.getByTestId('studio-talk-input').fill('It is, and for the dishwasher.');
    await hana.page.getByTestId('studio-talk-input').press('Enter');
    await expect(viktor.page.getByTestId('talk-list')).toContainText('It is, and for the dishwasher.');
  });

  await test.step('2.4 the host pins; the viewer opens, and buys; stock falls everywhere', async () => {
    await pin(hana.page, 'Stoneware mug');
    for (const page of [vera.page, viktor.page]) {
      await expect(page.getByTestId('pinned-card')).toContainText('Stoneware mug');
      await expect(page.getByTestId('pinned-price')).toContainText('€24.00');
      await expect(page.getByTestId('pinned-left')).toContainText('36');
    }
    await vera.page.getByTestId('pinned-open').click();
    await expect(viktor.page.getByTestId('ticker')).toContainText('on the way to buy');
    await vera.page.getByTestId('buy-button').click();
    await fillAddress(vera.page);
    await vera.page.getByTestId('pay-button').click();
    await expect(vera.page.getByTestId('order-result')).toContainText(/paid|thank/i);
    await expect(viktor.page.getByTestId('ticker')).toContainText('bought 1');
    for (const page of [viktor.page]) await expect(page.getByTestId('pinned-left')).toContainText('35');
    await expect(hana.page.getByTestId('staff-orders')).toHaveText('1');
    await expect(hana.page.getByTestId('staff-revenue')).toContainText('€24.00');
    await vera.page.getByTestId('order-done').click();
    await expect(vera.page.getByTestId('pinned-left')).toContainText('35');
  });

  await test.step('2.4 the second time it takes two taps', async () => {
    await vera.page.getByTestId('pinned-buy').click();
    await vera.page.getByTestId('pay-button').click();
    await expect(vera.page.getByTestId('order-result')).toContainText(/paid|thank/i);
    await expect(viktor.page.getByTestId('pinned-left')).toContainText('34');
    await vera.page.getByTestId('order-done').click();
  });

  await test.step('2.4 nobody else receives what belongs to the buyer or the staff', async () => {
    const other = recordStreams(viktor.page);
    await viktor.page.reload();
    await expect(viktor.page.getByTestId('pinned-left')).toContainText('34');
    await vera.page.getByTestId('pinned-buy').click();
    await vera.page.getByTestId('pay-button').click();
    await expect(viktor.page.getByTestId('pinned-left')).toContainText('33');
    await vera.page.getByTestId('order-done').click();
    const text = other.texts().join('\n');
    expect(text).toContain('product.bought');
    for (const hidden of ['order.placed', 'order.paid', 'orderId', 'Teststra', '"staff"', 'accountId":"']) {
      expect(text).not.toContain(hidden);
    }
  });

  await test.step('2.5 after ten seconds without a connection she has every fact once and in order', async () => {
    await vera.context.setOffline(true);
    await expect(vera.page.getByTestId('connection-banner')).toBeVisible();
    await pin(hana.page, 'Market basket');
    await hana.page.getByTestId('studio-talk-input').fill('While you were away');
    await hana.page.getByTestId('studio-talk-input').press('Enter');
    await vera.page.waitForTimeout(10_000);
    await vera.context.setOffline(false);
    await expect(vera.page.getByTestId('pinned-card').first()).toContainText('Market basket');
    await expect(vera.page.getByTestId('talk-list')).toContainText('While you were away');
    recorded.expectWhole('room');
    recorded.expectWhole('person');
    await expect(vera.page.getByTestId('live-picture')).toHaveAttribute('data-state', 'playing');
  });

  const wen = await person(browser, laptop);
  people.push(wen);
  await test.step('2.5 one who comes late sees the same', async () => {
    await wen.page.goto(roomUrl);
    await expect(wen.page.getByTestId('pinned-card').first()).toContainText('Market basket');
    expect(await shown(wen.page)).toEqual(await shown(viktor.page));
  });

  await test.step('2.6 the host ends the room; the bag stays open; a restart loses nothing', async () => {
    await hana.page.getByTestId('end-show').click();
    await hana.page.getByTestId('confirm-end').getByRole('button', { name: /end/i }).click();
    for (const { page } of [vera, viktor, wen]) await expect(page.getByTestId('room-ended')).toBeVisible();
    const before = await shown(viktor.page);
    await house.restart();
    await viktor.page.reload();
    await expect(viktor.page.getByTestId('room-ended')).toBeVisible();
    await expect.poll(() => shown(viktor.page)).toEqual(before);
    await hana.page.reload();
    await expect(hana.page.getByTestId('staff-orders')).toHaveText('3');
    await expect(hana.page.getByTestId('staff-revenue')).toContainText('€72.00');
    await vera.page.goto(`${house.url}/orders`);
    await expect(vera.page.getByTestId('own-order')).toHaveCount(3);
    await vera.page.goto(roomUrl);
    await openBag(vera.page);
    await vera.page.getByTestId('bag-list').getByText('Market basket').click();
    await vera.page.getByTestId('buy-button').click();
    await vera.page.getByTestId('pay-button').click();
    await expect(vera.page.getByTestId('order-result')).toContainText(/paid|thank/i);
  });
  for (const { context } of people) await context.close();
});

test('[3.5] the server dies and pictures go on; media dies and talk goes on; both come back', async ({
  browser,
  house,
}) => {
  const hana = await person(browser, laptop);
  const vera = await person(browser, phone);
  await burnClock(hana.page);
  await signIn(hana.page, house, 'host');
  await hana.page.goto(`${house.url}/studio`);
  await hana.page.getByTestId('studio-new-title').fill('A stormy evening');
  await hana.page.getByTestId('studio-create').click();
  await hana.page.waitForURL(/\/studio\/[0-9a-f-]{36}/);
  await hana.page.getByRole('button', { name: 'Add Stoneware mug', exact: false }).click();
  await expect(hana.page.getByTestId('camera-preview').locator('video')).toBeVisible();
  await hana.page.getByTestId('go-live').click();
  await expect(hana.page.getByTestId('on-air')).toBeVisible();
  await vera.page.goto(hana.page.url().replace('/studio/', '/rooms/'));
  await expect(vera.page.getByTestId('live-picture')).toHaveAttribute('data-state', 'playing');

  await house.kill('server');
  const before = await seePicture(vera.page);
  await expect.poll(async () => (await seePicture(vera.page)).frames - before.frames).toBeGreaterThan(15);
  await house.ready();
  await say(vera.page, 'Still here', 'Vera');
  await expect(hana.page.getByTestId('talk-list')).toContainText('Still here');

  await house.kill('media');
  await say(vera.page, 'The picture is gone, we are not');
  await expect(hana.page.getByTestId('talk-list')).toContainText('The picture is gone, we are not');
  await expect(vera.page.getByTestId('live-picture')).toHaveAttribute('data-state', 'playing', { timeout: 30_000 });
  await expect.poll(async () => (await measureDelay(vera.page, 1)).p50, { timeout: 20_000 }).toBeLessThan(2000);
  await hana.context.close();
  await vera.context.close();
});

async function say(page: Page, text: string, name?: string): Promise<void> {
  await page.getByTestId('talk-input').fill(text);
  await page.getByTestId('talk-input').press('Enter');
  if (!name) return;
  await page.getByTestId('name-input').fill(name);
  await page.getByTestId('name-submit').click();
}

async function pin(studio: Page, product: string): Promise<void> {
  await studio
    .getByTestId('run-sheet')
    .getByRole('listitem')
    .filter({ hasText: product })
    .first()
    .locator('[data-testid^="pin-"]')
    .first()
    .click();
}

async function openBag(page: Page): Promise<void> {
  if (await page.getByTestId('bag-list').isVisible()) return;
  await page.getByTestId('bag-button').click();
}

async function fillAddress(page: Page): Promise<void> {
  const fields = { name: 'Vera Voss', line1: 'Teststraße 1', postcode: '07743', city: 'Jena' };
  for (const [key, value] of Object.entries(fields)) await page.getByTestId(`address-${key}`).fill(value);
}

async function delayNow(page: Page): Promise<number> {
  const delay = await measureDelay(page, 3);
  console.log(`delay from the host's clock to the viewer's screen, ms: ${JSON.stringify(delay)}`);
  expect(delay.looks).toBeGreaterThan(15);
  return delay.p50;
}

/** A picture that the host took on the phone. */
function cover(): Promise<Buffer> {
  return sharp({ create: { width: 900, height: 1200, channels: 3, background: '#c8642f' } })
    .png()
    .toBuffer();
}

/** What a room shows to somebody who watches. */
async function shown(page: Page): Promise<object> {
  const texts = (testId: string) => page.getByTestId(testId).allInnerTexts();
  return { lines: await page.getByTestId('talk-line').allInnerTexts(), bag: await texts('bag-product') };
}

async function soundLevel(page: Page): Promise<number> {
  return Number(await page.getByTestId('sound-level').getAttribute('data-level'));
}

/** Bytes of sound that the browser has decoded for the viewer since the tap. */
function heard(page: Page): Promise<number> {
  return page.evaluate(() => {
    const video = document.querySelector('video') as HTMLVideoElement & { webkitAudioDecodedByteCount?: number };
    return video.muted || video.paused ? 0 : (video.webkitAudioDecodedByteCount ?? 0);
  });
}
