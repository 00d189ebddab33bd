import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { type House, openHouse, person, phone, signIn } from './house.ts';

test('[L44] [L45] [L46] an operator pays a shop out, the bank gives it back, and the shop reads both in its book', async ({
  browser,
}) => {
  const { house, stop } = await openHouse();
  try {
    const { page, context } = await person(browser, phone);
    await signIn(page, house, 'operator');
    await page.goto(`${house.url}/operator/books`);
    await expect(page.getByTestId('shop-payouts')).toHaveCount(0);
    const shopId = await openShop(page.request, house, 'Kiln & Co');
    await openShop(page.request, house, 'Tide Soap');
    await buy(page.request, house, shopId);
    await page.goto(`${house.url}/operator/books`);
    const row = page.getByTestId('shop-due').filter({ hasText: 'Kiln & Co' });
    await expect(row).toHaveAttribute('data-due', '4800');
    await test.step('what a shop has is paid out, no more', () => payOut(page));
    await expect(row).toHaveAttribute('data-due', '1800');
    await test.step('it came back: it is owed again, with when and why', () => comeBack(page));
    await expect(row).toHaveAttribute('data-due', '4800');
    await test.step('the shop reads both', () => readBook(page, house, shopId));
    await test.step('the books are sound', () => lookAtBooks(page, house));
    await context.close();
  } finally {
    await stop();
  }
});

async function ask(request: APIRequestContext, house: House, method: 'post' | 'patch', path: string, data: object) {
  const answer = await request[method](`${house.url}${path}`, { headers: { origin: house.url }, data });
  expect(answer.status(), path).toBe(200);
  return answer.json();
}

async function openShop(request: APIRequestContext, house: House, name: string): Promise<string> {
  const [id, at] = [crypto.randomUUID(), { currency: 'EUR', country: 'DE', language: 'en' }];
  await ask(request, house, 'post', '/api/shops', { id, name, ...at });
  await ask(request, house, 'patch', `/api/shops/${id}/settings`, { id: crypto.randomUUID(), sandbox: true });
  return id;
}

/** Two cups, paid. */
async function buy(request: APIRequestContext, house: House, shopId: string): Promise<void> {
  const [productId, skuId] = [crypto.randomUUID(), crypto.randomUUID()];
  await ask(request, house, 'post', `/api/shops/${shopId}/products`, {
    ...{ id: productId, title: 'Cup', description: '', state: 'shown', pictureIds: [] },
    skus: [{ id: skuId, name: '', priceMinor: 2_400, onHand: 9 }],
  });
  const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE' };
  const order = await ask(request, house, 'post', '/api/orders', {
    ...{ id: crypto.randomUUID(), roomId: null, lines: [{ skuId, quantity: 2 }] },
    ...{ address: { ...address, phone: '' }, method: { provider: 'sandbox', card: 'ok' } },
  });
  expect(order).toMatchObject({ state: 'paid', totalMinor: 4_800 });
}

async function payOut(page: Page): Promise<void> {
  const row = page.getByTestId('shop-due').filter({ hasText: 'Kiln & Co' });
  await row.getByTestId('payout-open').click();
  const yes = page.getByTestId('payout-yes');
  await page.getByTestId('payout-amount').fill('48.01');
  await expect(yes).toBeDisabled();
  await page.getByTestId('payout-amount').fill('30.00');
  await page.getByTestId('payout-note').fill('March');
  await yes.click();
  await expect(row.getByTestId('payout')).toContainText('March');
  await expect(page.getByTestId('payout-dialog')).toBeHidden();
}

async function comeBack(page: Page): Promise<void> {
  const payout = page.getByTestId('payout');
  await expect(payout).toHaveAttribute('data-returned', 'false');
  await payout.getByTestId('payout-return').click();
  await expect(page.getByTestId('payout-return-yes')).toBeDisabled();
  await page.getByTestId('payout-reason').fill('The account is closed');
  await page.keyboard.press('Enter');
  await expect(payout).toHaveAttribute('data-returned', 'true');
  await expect(payout.getByTestId('payout-returned')).toContainText('The account is closed');
  await expect(payout.getByTestId('payout-return')).toHaveCount(0);
  await page.reload();
  await expect(payout).toContainText('Came back');
}

async function readBook(page: Page, house: House, shopId: string): Promise<void> {
  await page.goto(`${house.url}/merchant/coupons`);
  const shopSwitch = page.getByTestId('shop-switch');
  await shopSwitch.selectOption({ label: 'Tide Soap' });
  await shopSwitch.selectOption(shopId);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(['Kiln & Co']);
  await page.goto(`${house.url}/merchant/money`);
  const entries = page.getByTestId('ledger-entry');
  await expect(entries.first()).toContainText('Payout came back');
  await expect(entries.first()).toContainText('The account is closed');
  await expect(entries.nth(1)).toContainText('March');
  await expect(page.getByTestId('ledger-provider_receivable')).toHaveAttribute('data-minor', '4800');
  await expect(page.getByTestId('ledger-bank')).toHaveAttribute('data-minor', '0');
}

async function lookAtBooks(page: Page, house: House): Promise<void> {
  await page.goto(`${house.url}/operator/books`);
  await page.getByTestId('books-check').click();
  await expect(page.getByText('The books are sound.')).toBeVisible();
}
