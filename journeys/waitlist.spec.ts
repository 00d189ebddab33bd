import { expect, type Page } from '@playwright/test';
import { type House, laptop, person, phone, signIn, test } from './house.ts';
import { fillAddress } from './room-acts.ts';

test('[W1-W5] [O62] what is sold out is waited for; the merchant adds one, and who waits is offered it and buys it', async ({
  browser,
  house,
}) => {
  const mara = await person(browser, laptop);
  const vera = await person(browser, phone);
  const { roomId, productId } = await openRoom(mara.page, house);
  await test.step('a tap and a first name take a place', async () => {
    await vera.page.goto(`${house.url}/rooms/${roomId}?product=${productId}`);
    await vera.page.getByTestId('waitlist-join').click();
    await vera.page.getByTestId('name-input').fill('Vera');
    await vera.page.getByTestId('name-submit').click();
    await expect(vera.page.getByTestId('waitlist-place').locator('[data-place="1"]')).toBeVisible();
    await vera.page.getByTestId('product-sheet').getByRole('button', { name: 'Close' }).click();
  });
  await test.step('the merchant sees that somebody waits, and notes one that came', async () => {
    await mara.page.goto(`${house.url}/merchant/products/${productId}/stock`);
    await expect(mara.page.getByTestId('waiting-count')).toHaveAttribute('data-waiting', '1');
    await mara.page.getByTestId('stock-units').fill('1');
    await mara.page.getByTestId('stock-save').click();
  });
  await test.step('it is kept for her alone: for others it is sold out', async () => {
    await expect(vera.page.getByTestId('turn-notice')).toBeVisible();
    const { skus } = await (await mara.page.request.get(`${house.url}/api/products/${productId}`)).json();
    expect(skus[0].left).toBe(0);
  });
  await test.step('and she buys it', async () => {
    await vera.page.getByTestId('turn-buy').click();
    await fillAddress(vera.page);
    await vera.page.getByTestId('pay-button').click();
    await expect(vera.page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  });
  for (const { context } of [mara, vera]) await context.close();
});

/** A show with one product that is sold out; the merchant is signed in at the end. */
async function openRoom(page: Page, house: House): Promise<{ roomId: string; productId: string }> {
  const ask = async (method: 'post' | 'put', path: string, data: object) => {
    const answer = await page.request[method](`${house.url}${path}`, { headers: { origin: house.url }, data });
    expect(answer.status(), path).toBe(200);
  };
  const [roomId, productId, id] = [crypto.randomUUID(), crypto.randomUUID(), () => crypto.randomUUID()];
  await signIn(page, house, 'merchant');
  const { shops } = await (await page.request.get(`${house.url}/api/shops`)).json();
  const skus = [{ id: id(), name: '', priceMinor: 2_400, onHand: 0 }];
  const draft = { id: productId, title: 'Walnut tray', description: '', state: 'shown', pictureIds: [], skus };
  await ask('post', `/api/shops/${shops[0].id}/products`, draft);
  await page.context().clearCookies();
  await signIn(page, house, 'host');
  await ask('post', '/api/rooms', { id: roomId, shopId: shops[0].id, title: 'An evening of trays' });
  await ask('put', `/api/rooms/${roomId}/bag`, { id: id(), productIds: [productId] });
  await ask('post', `/api/rooms/${roomId}/live`, { id: id() });
  await page.context().clearCookies();
  await signIn(page, house, 'merchant');
  return { roomId, productId };
}
