import { expect, type Page } from '@playwright/test';
import { type House, laptop, person, phone, signIn, test } from './house.ts';
import { fillAddress } from './room-acts.ts';

test('[H20] [H21] [H23] [O70] [O72] [O73] [O75] a merchant sets up and orders two ways and two rates; a buyer chooses a way, and it is remembered', async ({
  browser,
  house,
}) => {
  const mara = await person(browser, { ...laptop, reducedMotion: 'reduce' });
  const vera = await person(browser, phone);
  await signIn(mara.page, house, 'merchant');
  const shop = await openShop(mara.page, house);
  await test.step('two ways of delivery, and a reduced rate', () => setUp(mara.page, house));
  await test.step('the candle is taxed at the reduced rate', () => classOf(mara.page, house, shop));
  await test.step('the cheapest way is proposed, another chosen and paid', async () => {
    await vera.page.goto(`${house.url}/rooms/${shop.roomId}`);
    await vera.page.getByTestId('pinned-buy').click();
    await vera.page.getByTestId('name-input').fill('Vera');
    await fillAddress(vera.page);
    await choose(vera.page, shop.priceMinor);
  });
  await test.step('the order says how it goes and what of it is tax, to her and to the merchant', async () => {
    await vera.page.goto(`${house.url}/orders`);
    await mara.page.goto(`${house.url}/merchant/orders`);
    for (const order of [vera.page.getByTestId('own-order').first(), mara.page.getByTestId('merchant-order').first()]) {
      await expect(order.getByTestId('order-charges')).toContainText('Express, 1 working day');
      await expect(order.getByTestId('order-charges')).toContainText('Tax in the total (7%)');
    }
  });
  await test.step('the merchant puts the other way first, by keyboard, and so buyers see them', async () => {
    await putFirst(mara.page, house);
    await vera.page.goto(`${house.url}/rooms/${shop.roomId}`);
    await vera.page.getByTestId('pinned-buy').click();
    await expect(vera.page.getByRole('radio', { name: /1 working day|2–4 working days/ })).toHaveCount(2);
    await expect(vera.page.getByRole('radio').first()).toHaveAccessibleName(/Express/);
  });
  await test.step('the next time her way is proposed', async () => {
    await vera.page.goto(`${house.url}/rooms/${shop.roomId}`);
    await vera.page.getByTestId('pinned-buy').click();
    await expect(vera.page.getByTestId('delivery-way').first()).toBeChecked();
  });
  await shop.asBefore();
  for (const { context } of [mara, vera]) await context.close();
});

interface Shop {
  readonly id: string;
  readonly roomId: string;
  readonly candleId: string;
  readonly priceMinor: number;
  /** Journeys share a house: the others know a shop that delivers free of charge. */
  asBefore(): Promise<void>;
}

async function openShop(page: Page, house: House): Promise<Shop> {
  const ask = async (method: 'post' | 'put' | 'patch', path: string, data: object) => {
    const answer = await page.request[method](`${house.url}${path}`, { headers: { origin: house.url }, data });
    expect(answer.status(), path).toBe(200);
  };
  const get = async (path: string) => (await page.request.get(`${house.url}${path}`)).json();
  const { id } = (await get('/api/shops')).shops[0];
  const { tax, delivery } = await get(`/api/shops/${id}/settings`);
  const { products } = await get(`/api/shops/${id}/products`);
  const candle = products.find(({ title }: { title: string }) => title === 'Beeswax candle');
  const roomId = crypto.randomUUID();
  const product = { id: candle.id, title: candle.title, description: candle.description, state: candle.state };
  await ask('post', '/api/rooms', { id: roomId, shopId: id, title: 'An evening of candles' });
  await ask('put', `/api/rooms/${roomId}/bag`, { id: crypto.randomUUID(), productIds: [candle.id] });
  await ask('post', `/api/rooms/${roomId}/live`, { id: crypto.randomUUID() });
  await ask('post', `/api/rooms/${roomId}/pin`, { id: crypto.randomUUID(), productId: candle.id, explaining: true });
  return {
    ...{ id, roomId, candleId: candle.id, priceMinor: candle.skus[0].priceMinor },
    asBefore: async () => {
      await ask('patch', `/api/shops/${id}/settings`, { id: crypto.randomUUID(), tax, delivery });
      const skus = candle.skus.map((sku: { id: string; name: string; priceMinor: number }) => ({
        ...{ id: sku.id, name: sku.name, priceMinor: sku.priceMinor },
      }));
      const pictureIds = candle.pictures.map((picture: { id: string }) => picture.id);
      const before = { ...product, id: crypto.randomUUID(), pictureIds, skus, taxClass: 'standard' };
      await ask('put', `/api/products/${candle.id}`, before);
    },
  };
}

async function setUp(page: Page, house: House): Promise<void> {
  const save = async () => {
    await page.getByTestId('panel-save').click();
    await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  };
  await page.goto(`${house.url}/merchant/settings/delivery`);
  await page.getByTestId('delivery-another').click();
  for (const [at, fields] of [
    { name: 'Standard', cost: '4.90', 'days-from': '2', 'days-to': '4' },
    { name: 'Express', cost: '9.90', 'days-from': '1', 'days-to': '' },
  ].entries()) {
    const way = page.getByTestId('delivery-method').nth(at);
    for (const [field, text] of Object.entries(fields)) await way.getByTestId(`delivery-${field}`).fill(text);
  }
  await save();
  await page.goto(`${house.url}/merchant/settings/tax`);
  await page.getByTestId('tax-rate').fill('19');
  await page.getByTestId('tax-more').click();
  await page.getByTestId('tax-reduced').fill('7');
  await save();
}

async function putFirst(page: Page, house: House): Promise<void> {
  await page.goto(`${house.url}/merchant/settings/delivery`);
  const names = () =>
    page.getByTestId('delivery-name').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const up = page.getByRole('button', { name: 'Move Express up' });
  await expect(page.getByRole('button', { name: 'Move Standard up' })).toBeDisabled();
  await up.focus();
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['Express', 'Standard']);
  await expect(page.getByTestId('announced')).toHaveText('Express is now number 1 of 2.');
  const down = page.getByRole('button', { name: 'Move Express down' });
  await expect(down).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['Standard', 'Express']);
  await expect(up).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['Express', 'Standard']);
  await page.getByTestId('panel-save').click();
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
}

async function classOf(page: Page, house: House, { candleId }: Shop): Promise<void> {
  await page.goto(`${house.url}/merchant/products/${candleId}`);
  await page.getByTestId('edit-tax-class').selectOption('reduced');
  await page.getByTestId('edit-save').click();
  await expect(page.getByTestId('edit-tax-class')).toHaveValue('reduced');
}

async function choose(page: Page, priceMinor: number): Promise<void> {
  const euros = (minor: number) => `€${(minor / 100).toFixed(2)}`;
  const ways = page.getByTestId('delivery-way');
  await expect(ways.first()).toBeChecked();
  await expect(page.getByTestId('pay-button')).toContainText(euros(priceMinor + 490));
  await ways.nth(1).check();
  await expect(page.getByTestId('pay-button')).toContainText(euros(priceMinor + 990));
  await page.getByTestId('pay-button').click();
  await expect(page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  await expect(page.getByTestId('order-result').getByTestId('charge-delivery')).toHaveAttribute('data-minor', '990');
}
