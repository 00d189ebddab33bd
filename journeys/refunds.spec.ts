import { expect, type Page } from '@playwright/test';
import { type House, laptop, person, signIn, test } from './house.ts';

test('[O92] [F20] [F21] a refund that failed says why, and the merchant tries it again: a part, and the whole', async ({
  browser,
  house,
}) => {
  const { page, context } = await person(browser, laptop);
  await signIn(page, house, 'merchant');
  const [part, whole] = [await buy(page, house), await buy(page, house)];
  await page.goto(`${house.url}/merchant/orders`);
  const orderOf = (id: string) => page.getByTestId('merchant-order').filter({ hasText: id.slice(-6).toUpperCase() });
  await test.step('a part', async () => {
    const order = orderOf(part);
    await order.getByTestId('part-refund').click();
    await page.getByTestId('unit-choice').getByRole('button').last().click();
    await page.getByTestId('part-refund-yes').click();
    await expect(order.getByTestId('staff-refunds')).toContainText('the card is closed');
    await order.getByTestId('refund-again').click();
    await expect(order.getByTestId('staff-refunds')).toContainText('Refunded in part');
    await expect(order.getByTestId('refund-again')).toHaveCount(0);
    const tries = order.getByTestId('staff-refunds').getByRole('listitem');
    await expect(tries.first()).toContainText('by Mara Lindt');
    await expect(tries.last()).toContainText('tried again by Mara Lindt');
  });
  await test.step('the whole', async () => {
    const order = orderOf(whole);
    await order.getByTestId('order-refund').click();
    await page.getByTestId('confirm-refund').getByRole('button').last().click();
    await expect(page.getByTestId('confirm-refund')).toContainText('the card is closed');
    await page.keyboard.press('Escape');
    await expect(order.getByTestId('refund-ask')).toContainText('Mara Lindt asked for the refund');
    await expect(order.getByTestId('refund-problem')).toContainText('the card is closed');
    await expect(order.getByTestId('order-refund')).toHaveText('Try the refund again');
    await order.getByTestId('order-refund').click();
    await page.getByTestId('confirm-refund').getByRole('button').last().click();
    await expect(order).toHaveAttribute('data-state', 'refunded');
    await expect(order.getByTestId('refund-problem')).toHaveCount(0);
    await expect(order.getByTestId('refund-ask').last()).toContainText('Mara Lindt tried the refund again');
  });
  await context.close();
});

/** Two of something, paid with the card whose first refund fails. */
async function buy(page: Page, house: House): Promise<string> {
  const { shops } = await (await page.request.get(`${house.url}/api/shops`)).json();
  const { products } = await (await page.request.get(`${house.url}/api/shops/${shops[0].id}/products`)).json();
  const { skus } = products.find(({ skus: all }: { skus: { left: number }[] }) => all.some(({ left }) => left > 4));
  const skuId = skus.find(({ left }: { left: number }) => left > 4).id;
  const id = crypto.randomUUID();
  const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE' };
  const answer = await page.request.post(`${house.url}/api/orders`, {
    headers: { origin: house.url },
    data: {
      ...{ id, roomId: null, lines: [{ skuId, quantity: 2 }], address: { ...address, phone: '' } },
      method: { provider: 'sandbox', card: 'refund_fails' },
    },
  });
  expect(await answer.json()).toMatchObject({ state: 'paid' });
  return id;
}
