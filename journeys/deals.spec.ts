import { expect, type Page } from '@playwright/test';
import { type House, laptop, person, phone, signIn, test } from './house.ts';
import { fillAddress } from './room-acts.ts';

const strip = (page: Page) => page.getByTestId('deal-strip').first();

test('[D2-D9] three viewers count down to the same second, pay the price that they see, and see what is left', async ({
  browser,
  house,
}) => {
  const host = await person(browser, { ...laptop, reducedMotion: 'reduce' });
  const { roomId, mugId } = await openRoom(host.page, house);
  const people = [await person(browser, phone), await person(browser, phone), await person(browser, laptop)] as const;
  const [vera, viktor, wen] = people.map(({ page }) => page) as [Page, Page, Page];
  for (const page of [vera, viktor, wen]) await page.goto(`${house.url}/rooms/${roomId}`);
  for (const page of [vera, viktor, wen]) await expect(page.getByTestId('pinned-price')).toHaveText('€24.00');
  await host.page.goto(`${house.url}/studio/${roomId}`);
  await test.step('announced with two taps: every screen shows the same second', () =>
    announce(host.page, mugId, [vera, viktor, wen]));
  await test.step('it starts by itself, and the bar goes down as somebody buys', () => firstBuys(vera, viktor, wen));
  await test.step('the last unit goes; who is late sees the price as it was, and is not charged another', () =>
    lastBuys(viktor, wen));
  await test.step('the host reads how it goes and ends it; the price is what it was', () =>
    endIt(host.page, mugId, vera));
  for (const { context } of [host, ...people]) await context.close();
});

async function openRoom(page: Page, house: House): Promise<{ roomId: string; mugId: string }> {
  await signIn(page, house, 'host');
  const ask = async (method: 'post' | 'put', path: string, data: object) => {
    const answer = await page.request[method](`${house.url}${path}`, { headers: { origin: house.url }, data });
    expect(answer.status(), path).toBe(200);
  };
  const { shops } = await (await page.request.get(`${house.url}/api/shops`)).json();
  const { products } = await (await page.request.get(`${house.url}/api/shops/${shops[0].id}/products`)).json();
  const mugId = products.find(({ title }: { title: string }) => title === 'Stoneware mug').id;
  const roomId = crypto.randomUUID();
  await ask('post', '/api/rooms', { id: roomId, shopId: shops[0].id, title: 'Ten minutes of deals' });
  await ask('put', `/api/rooms/${roomId}/bag`, { id: crypto.randomUUID(), productIds: [mugId] });
  await ask('post', `/api/rooms/${roomId}/live`, { id: crypto.randomUUID() });
  await ask('post', `/api/rooms/${roomId}/pin`, { id: crypto.randomUUID(), productId: mugId, explaining: true });
  return { roomId, mugId };
}

async function announce(studio: Page, mugId: string, viewers: readonly Page[]): Promise<void> {
  await studio.getByTestId(`deal-${mugId}`).click();
  await expect(studio.getByTestId('deal-preview')).toContainText('€19.20');
  await studio.getByTestId('deal-units').fill('2');
  await studio.getByTestId('deal-countdown').selectOption('10');
  await studio.getByTestId('deal-announce-now').click();
  await expect(studio.getByTestId('studio-deals').locator('[data-phase="announced"]')).toBeVisible();
  for (const page of viewers) await expect(strip(page)).toHaveAttribute('data-phase', 'announced');
  for (const page of viewers) await expect(page.getByTestId('pinned-price')).toHaveText('€24.00');
  await expect.poll(() => commonMs(viewers)).toBeGreaterThan(0);
}

/** For how long all of them can be right at once: each clock says in which second the deal starts. */
async function commonMs(viewers: readonly Page[]): Promise<number> {
  const looks = await Promise.all(
    viewers.map((page) =>
      page
        .getByTestId('deal-clock')
        .first()
        .evaluate((clock) => ({ text: clock.textContent ?? '', at: Date.now() })),
    ),
  );
  const starts = looks.map(({ text, at }) => {
    const [minutes, seconds] = text.split(':').map(Number);
    const left = (minutes! * 60 + seconds!) * 1_000;
    return { from: at + left - 1_000, to: at + left };
  });
  return Math.min(...starts.map(({ to }) => to)) - Math.max(...starts.map(({ from }) => from));
}

async function firstBuys(vera: Page, viktor: Page, wen: Page): Promise<void> {
  for (const page of [vera, viktor, wen]) {
    await expect(strip(page)).toHaveAttribute('data-phase', 'running');
    await expect(page.getByTestId('pinned-price')).toHaveText('€19.20');
    await expect(page.getByTestId('deal-was').first()).toContainText('€24.00');
    await expect(page.getByTestId('deal-left').first()).toHaveAttribute('data-left', '2');
  }
  await buy(vera, 'Vera');
  await expect(vera.getByTestId('order-result')).toContainText('€19.20');
  await vera.getByTestId('order-done').click();
  for (const page of [vera, viktor, wen]) {
    await expect(page.getByTestId('deal-left').first()).toHaveAttribute('data-left', '1');
  }
}

async function lastBuys(viktor: Page, wen: Page): Promise<void> {
  await viktor.getByTestId('pinned-buy').click();
  await expect(viktor.getByTestId('pay-button')).toContainText('€19.20');
  await buy(wen, 'Wen');
  await wen.getByTestId('order-done').click();
  for (const page of [viktor, wen]) await expect(strip(page)).toHaveAttribute('data-phase', 'all_taken');
  await expect(viktor.getByTestId('pay-button')).toContainText('€24.00');
  await viktor.keyboard.press('Escape');
  await expect(viktor.getByTestId('pinned-price')).toHaveText('€24.00');
}

async function endIt(studio: Page, mugId: string, vera: Page): Promise<void> {
  await expect(studio.getByTestId('studio-deals')).toContainText('2 of 2 taken');
  await studio.getByTestId('deal-end').click();
  await expect(studio.getByTestId('studio-deals').locator('[data-phase="over"]')).toBeVisible();
  await studio.keyboard.press('Escape');
  await expect(studio.getByTestId(`deal-${mugId}`)).toBeVisible();
  await expect(strip(vera)).toHaveAttribute('data-phase', 'over');
  await expect(vera.getByTestId('pinned-price')).toHaveText('€24.00');
}

async function buy(page: Page, name: string): Promise<void> {
  await page.getByTestId('pinned-buy').click();
  await page.getByTestId('name-input').fill(name);
  await fillAddress(page);
  await page.getByTestId('pay-button').click();
  await expect(page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
}
