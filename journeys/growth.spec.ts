import { expect, type Page, test } from '@playwright/test';
import { type House, laptop, openHouse, person, phone, signIn } from './house.ts';
import { findingsOf } from './journey-pages.ts';
import { tabTo } from './keyboard.ts';
import { choose } from './preferences.ts';

// A shop of its own: with so many products others would not find theirs on the first page.
let house: House;
let stop: () => Promise<void>;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  ({ house, stop } = await openHouse());
});
test.afterAll(() => stop());

const address = { line1: 'Teststraße 1', line2: '', postcode: '07743', city: 'Jena', country: 'DE', phone: '' };
const long = `Very long name of a bowl without any end ${'that goes on and on '.repeat(3)}on`;
const bowls = 60;

test('[C40-C42] [K47] [O80-O82] a shop that has grown: staff and visitors search it, and read on, by keyboard and on a phone', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const mara = await person(browser, laptop);
  await signIn(mara.page, house, 'merchant');
  const skuId = await grow(mara.page);
  await test.step('the merchant reads on by keyboard, and finds', () => findAsMerchant(mara.page));
  await test.step('what is chosen for a show is found by its name', () => chooseForShow(mara.page));
  await test.step('so is what a coupon is for, and what was chosen stays', () => chooseForCoupon(mara.page));
  const vera = await person(browser, phone);
  await test.step('a visitor searches the table, in two scripts', () => findAsVisitor(vera.page));
  await test.step('a buyer finds one of many own orders', () => findOwnOrder(vera.page, skuId));
  await test.step('and the merchant finds it by name and by code', () => findOrder(mara.page));
  for (const { context } of [mara, vera]) await context.close();
});

async function send(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.post(`${house.url}${path}`, { headers: { origin: house.url }, data });
  expect(answer.status(), `${path} ${await answer.text()}`).toBe(200);
}

/** The SKU of the last one. */
async function grow(page: Page): Promise<string> {
  const { shops } = await (await page.request.get(`${house.url}/api/shops`)).json();
  let skuId = '';
  const titles = [
    '景德镇手工茶杯',
    '손으로 만든 머그컵',
    long,
    ...Array.from({ length: bowls }, (_, at) => `Bowl ${at + 1}`),
  ];
  for (const title of titles) {
    skuId = crypto.randomUUID();
    await send(page, `/api/shops/${shops[0].id}/products`, {
      ...{ id: crypto.randomUUID(), title, description: '', state: 'shown', pictureIds: [] },
      skus: [
        { id: skuId, name: '', code: `BW-${lettersOf(skuId)}`, priceMinor: 900, onHand: title === 'Bowl 7' ? 0 : 50 },
      ],
    });
  }
  return skuId;
}

/** Without a number, by which others are found. */
function lettersOf(id: string): string {
  return id.slice(0, 8).replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!);
}

async function chooseForCoupon(page: Page): Promise<void> {
  await page.goto(`${house.url}/merchant/coupons`);
  await page.getByTestId('coupon-new').click();
  await page.getByTestId('coupon-title').fill('Cups and mugs');
  await page.getByTestId('coupon-scope-some').click();
  const find = page.getByTestId('coupon-find');
  await find.fill('머그');
  await page.getByRole('checkbox', { name: '손으로 만든 머그컵' }).check();
  await find.fill('茶杯');
  await page.getByRole('checkbox', { name: '景德镇手工茶杯' }).check();
  await find.fill('no such thing');
  await expect(page.getByText('No product fits.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: '손으로 만든 머그컵' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: '景德镇手工茶杯' })).toBeChecked();
  await find.fill('');
  await page.getByRole('checkbox', { name: '景德镇手工茶杯' }).click();
  await expect(page.getByRole('checkbox', { name: '景德镇手工茶杯' })).toHaveCount(0);
  await page.getByTestId('coupon-make').click();
  await expect(page.getByTestId('coupon-sheet')).toBeHidden();
  await expect(page.getByTestId('shop-coupon').getByTestId('coupon-terms')).toContainText('For 1 product');
}

async function findAsMerchant(page: Page): Promise<void> {
  const rows = page.getByTestId('merchant-product');
  await page.goto(`${house.url}/merchant`);
  await expect(rows).toHaveCount(24);
  await tabTo(page, page.getByTestId('more-products'), 'Shift+Tab');
  for (const count of [48, 72]) {
    await page.keyboard.press('Enter');
    await expect(rows).toHaveCount(count);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'That is all.' })).toBeFocused();
  await page.getByTestId('find-products').fill('owl 5');
  await expect(rows).toHaveCount(15);
  await page.getByTestId('find-products').fill('머그');
  await expect(rows).toHaveText([/손으로 만든 머그컵/]);
  await page.getByTestId('find-products').fill('no such thing');
  await expect(page.getByRole('status').filter({ hasText: 'No product fits “no such thing”.' })).toBeVisible();
  expect(await findingsOf(page, 'nothing found')).toEqual([]);
  await page.getByTestId('find-products').fill('');
  await page.getByRole('button', { name: 'Sold out' }).click();
  await expect(rows).toHaveText([/Bowl 7/]);
}

async function chooseForShow(page: Page): Promise<void> {
  await page.goto(`${house.url}/studio`);
  await page.getByTestId('studio-new-title').fill('An evening with many bowls');
  await page.getByTestId('studio-create').click();
  await page.waitForURL(/\/studio\/[0-9a-f-]{36}/);
  await page.getByTestId('find-for-bag').fill('茶杯');
  await page.getByRole('button', { name: 'Add 景德镇手工茶杯' }).click();
  await expect(page.getByTestId('studio-bag').getByRole('listitem')).toHaveText([/景德镇手工茶杯/]);
  await expect(page.getByText('Everything is in the bag.')).toBeVisible();
  await page.getByTestId('find-for-bag').fill('stoneware mug');
  await page.getByRole('button', { name: 'Add Stoneware mug' }).click();
  await expect(page.getByTestId('studio-bag').getByRole('listitem')).toHaveCount(2);
}

async function findAsVisitor(page: Page): Promise<void> {
  await page.goto(house.url);
  const mall = page.getByTestId('mall');
  const cards = mall.getByTestId('product-card');
  await expect(cards).toHaveCount(24);
  await mall.getByTestId('more-in-mall').click();
  await expect(cards).toHaveCount(48);
  for (const [text, found] of [
    ['茶杯', '景德镇手工茶杯'],
    ['very LONG', long],
  ] as const) {
    await mall.getByTestId('find-in-mall').fill(text);
    await expect(cards).toHaveText([new RegExp(found)]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
  expect(await findingsOf(page, 'the table, searched')).toEqual([]);
  await mall.getByTestId('find-in-mall').fill('zzz');
  await expect(mall.getByRole('status')).toHaveText('No product fits “zzz”.');
  await choose(page, { language: 'ko' });
  await expect(mall.getByRole('status')).toHaveText('‘zzz’ 검색 결과가 없어요.');
  await choose(page, { language: 'zh-Hans' });
  await expect(mall.getByRole('status')).toHaveText('没有找到与“zzz”相关的商品。');
  await choose(page, { language: 'en' });
}

async function findOwnOrder(page: Page, skuId: string): Promise<void> {
  await send(page, '/api/me/name', { id: crypto.randomUUID(), name: 'Vera' });
  for (let at = 0; at < 9; at += 1) {
    await send(page, '/api/orders', {
      ...{ id: crypto.randomUUID(), roomId: null, lines: [{ skuId, quantity: 1 }] },
      ...{ address: { ...address, name: `Vera 김${at}호` }, method: { provider: 'sandbox', card: 'ok' } },
    });
  }
  await page.goto(`${house.url}/orders`);
  const orders = page.getByTestId('own-order');
  await expect(orders).toHaveCount(9);
  // Words are written a moment after the order.
  await expect(async () => {
    await page.getByTestId('find-own-orders').fill('');
    await page.getByTestId('find-own-orders').fill('김7호');
    await expect(orders).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await page.getByTestId('find-own-orders').fill('nothing like it');
  await expect(page.getByRole('status').filter({ hasText: 'No order fits “nothing like it”.' })).toBeVisible();
  expect(await findingsOf(page, 'own orders, nothing found')).toEqual([]);
}

async function findOrder(page: Page): Promise<void> {
  await page.goto(`${house.url}/merchant/orders`);
  const orders = page.getByTestId('merchant-order');
  await page.getByTestId('find-orders').fill('김3호');
  await expect(orders.filter({ hasText: '김3호' })).toHaveCount(1);
  await expect(orders).toHaveCount(1);
  await page.getByTestId('find-orders').fill('bw- vera');
  await expect(orders).toHaveCount(9);
  await page.getByRole('button', { name: 'Refunded' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'No order fits.' })).toBeVisible();
  expect(await findingsOf(page, 'orders, none found')).toEqual([]);
}
