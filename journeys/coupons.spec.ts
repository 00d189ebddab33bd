import { type Browser, expect, type Page } from '@playwright/test';
import { type House, laptop, person, phone, signIn, test } from './house.ts';
import { fillAddress, openBag, say } from './room-acts.ts';

test('[K3-K8] [K40-K42] [K47] [O40] [Z2-Z8] [N5] coupons are made and shown by the host, claimed by a tap, stacked, and taken off what is paid', async ({
  browser,
  house,
}) => {
  const host = await person(browser, { ...laptop, reducedMotion: 'reduce' });
  const vera = await person(browser, phone);
  const roomId = await openRoom(host.page, house);
  await host.page.goto(`${house.url}/studio/${roomId}`);
  await vera.page.goto(`${house.url}/rooms/${roomId}`);
  await host.page.getByTestId('studio-coupons').click();
  await test.step('ten per cent, claimed with a first name', async () => {
    await make(host.page, 'Ten off tonight', '10');
    await vera.page.getByTestId('coupon-claim').click();
    await vera.page.getByTestId('name-input').fill('Vera');
    await vera.page.getByTestId('name-submit').click();
    await claim(vera.page);
  });
  await test.step('and three euros beside it', async () => {
    await make(host.page, 'Three euros', '3', true);
    await expect(vera.page.getByTestId('coupon-card')).toContainText('€3.00');
    await expect(vera.page.getByTestId('coupon-card').getByTestId('coupon-terms')).toContainText('until');
    await claim(vera.page);
  });
  await test.step('both are taken off, and said why; the order says what it saved', () => pay(vera.page));
  await test.step('a question earns an offer for her alone: used with its reason, and the host sees it', () =>
    offerToOne(host.page, vera.page));
  await test.step('two things go into the cart, and are bought together', () => buyTwo(vera.page, house));
  await test.step('the order is sent, a return of it asked for and accepted, and that part refunded', () =>
    sendAndReturn(browser, house, vera.page));
  await test.step('the merchant reads what became of the coupons, makes one more and ends it, without a show', () =>
    keepCoupons(browser, house));
  for (const { context } of [host, vera]) await context.close();
});

async function openRoom(page: Page, house: House): Promise<string> {
  await signIn(page, house, 'host');
  const ask = async (method: 'post' | 'put', path: string, data: object) => {
    const answer = await page.request[method](`${house.url}${path}`, { headers: { origin: house.url }, data });
    expect(answer.status(), path).toBe(200);
  };
  const { shops } = await (await page.request.get(`${house.url}/api/shops`)).json();
  const { products } = await (await page.request.get(`${house.url}/api/shops/${shops[0].id}/products`)).json();
  const mug = products.find(({ title }: { title: string }) => title === 'Stoneware mug');
  const other = products.find(({ title }: { title: string }) => title === 'Beeswax candle');
  const roomId = crypto.randomUUID();
  await ask('post', '/api/rooms', { id: roomId, shopId: shops[0].id, title: 'An evening of coupons' });
  await ask('put', `/api/rooms/${roomId}/bag`, { id: crypto.randomUUID(), productIds: [mug.id, other.id] });
  await ask('post', `/api/rooms/${roomId}/live`, { id: crypto.randomUUID() });
  await ask('post', `/api/rooms/${roomId}/pin`, { id: crypto.randomUUID(), productId: mug.id, explaining: true });
  return roomId;
}

async function make(studio: Page, title: string, off: string, amount = false): Promise<void> {
  await studio.getByTestId('coupon-title').fill(title);
  if (amount) await studio.getByTestId('coupon-kind-amount').click();
  await studio.getByTestId('coupon-off').fill(off);
  await studio.getByTestId('coupon-ends').selectOption('60');
  const stacks = studio.getByTestId('coupon-stacks');
  if (!(await stacks.isChecked())) await stacks.check();
  await studio.getByTestId('coupon-make').click();
  await expect(studio.getByTestId('studio-coupon').filter({ hasText: title })).toHaveAttribute('data-shown', 'true');
}

async function claim(page: Page): Promise<void> {
  const button = page.getByTestId('coupon-claim');
  await expect(button).toBeEnabled();
  await button.click();
  await expect(button).toHaveText('Claimed');
  await expect(page.getByTestId('coupon-left')).toHaveAttribute('data-left', '49');
}

async function pay(page: Page): Promise<void> {
  await page.getByTestId('pinned-buy').click();
  // Three euros first, then a tenth of the 21 that are left.
  await expect(page.getByTestId('coupon-lines')).toContainText('−€3.00');
  await expect(page.getByTestId('coupon-lines')).toContainText('−€2.10');
  await fillAddress(page);
  await expect(page.getByTestId('pay-button')).toContainText('€18.90');
  await page.getByTestId('pay-button').click();
  await expect(page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  await expect(page.getByTestId('order-result').getByTestId('charge-coupons')).toHaveAttribute('data-minor', '-510');
}

async function offerToOne(studio: Page, page: Page): Promise<void> {
  await page.getByTestId('order-done').click();
  await say(page, 'Is there a large one too?');
  await studio.keyboard.press('Escape');
  await studio
    .getByTestId('talk-line')
    .filter({ hasText: 'a large one' })
    .locator('../..')
    .getByTestId('line-act')
    .click();
  await studio.getByTestId('line-offer').click();
  await studio.getByTestId('offer-form').getByTestId('offer-off').fill('25');
  await studio.getByTestId('offer-send').click();
  await expect(studio.getByTestId('just-offered').getByTestId('offer-line')).toHaveAttribute('data-state', 'open');
  const ticket = page.getByTestId('offer-ticket');
  await expect(ticket).toContainText('Hana');
  await expect(ticket).toContainText('Stoneware mug');
  await expect(page.getByTestId('announced')).toContainText('25% off');
  await ticket.getByTestId('offer-use').click();
  await page.getByTestId('buy-button').click();
  await expect(page.getByTestId('coupon-lines')).toContainText(/Hana.*−€6\.00/);
  await expect(page.getByTestId('pay-button')).toContainText('€18.00');
  await page.getByTestId('pay-button').click();
  await expect(page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  await expect(studio.getByTestId('just-offered').getByTestId('offer-line')).toHaveAttribute('data-state', 'used');
}

async function buyTwo(page: Page, house: House): Promise<void> {
  await page.getByTestId('order-done').click();
  for (const at of [0, 1]) {
    await openBag(page);
    await page.getByTestId('bag-product').nth(at).click();
    await page.getByTestId('product-sheet').getByTestId('cart-add').click();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('cart-count')).toHaveAttribute('data-units', String(at + 1));
  }
  await page.goto(`${house.url}/cart`);
  await expect(page.getByTestId('cart-line')).toHaveCount(2);
  await page.goBack();
  await page.getByTestId('cart-button').click();
  const sheet = page.getByTestId('cart-sheet');
  await expect(sheet.getByTestId('cart-goods')).toHaveAttribute('data-minor', /^[1-9]/);
  await sheet.getByTestId('cart-checkout').click();
  // What was typed for the first order was kept.
  await expect(sheet.getByTestId('remembered').first()).toContainText('Vera Voss');
  await sheet.getByTestId('note-add').click();
  await sheet.getByTestId('note-field').fill('Please wrap both together');
  await sheet.getByTestId('pay-button').click();
  await expect(page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  await page.getByTestId('order-done').click();
  await expect(page.getByTestId('cart-button')).toBeHidden();
  await page.goto(`${house.url}/orders`);
  await expect(page.getByTestId('own-order').first()).toContainText('Please wrap both together');
}

/** Two more of what she bought, so that something is left when one goes back. */
async function buyTwoMore(page: Page, house: House): Promise<string> {
  const { orders } = await (await page.request.get(`${house.url}/api/orders`)).json();
  const lines = orders.flatMap((order: { lines: { skuId: string; title: string }[] }) => order.lines);
  const { skuId } = lines.find(({ title }: { title: string }) => title === 'Stoneware mug');
  const data = { id: crypto.randomUUID(), roomId: null, lines: [{ skuId, quantity: 2 }] };
  const answer = await page.request.post(`${house.url}/api/orders`, { headers: { origin: house.url }, data });
  expect((await answer.json()).state).toBe('paid');
  return data.id;
}

/** [F2] [F4] [F5] [O42] On both screens: what the merchant does, and what its buyer sees of it. */
async function sendAndReturn(browser: Browser, house: House, buyer: Page): Promise<void> {
  const orderId = await buyTwoMore(buyer, house);
  const mara = await person(browser, { ...laptop, reducedMotion: 'reduce' });
  await signIn(mara.page, house, 'merchant');
  await mara.page.goto(`${house.url}/merchant/orders?packing`);
  const sheet = mara.page.getByTestId('packing-order').filter({ hasText: orderId.slice(-6).toUpperCase() });
  await sheet.getByTestId('ship').click();
  await mara.page.getByTestId('ship-carrier').fill('DHL');
  await mara.page.getByTestId('ship-number').fill('JD014600003');
  await mara.page.getByTestId('ship-yes').click();
  await expect(sheet).toHaveCount(0);
  await buyer.goto(`${house.url}/orders`);
  await expect(buyer.getByTestId('parcel-number')).toHaveText('JD014600003');
  await buyer.getByTestId('ask-return').first().click();
  await buyer.getByTestId('return-dialog').getByRole('button', { name: 'One more' }).click();
  await buyer.getByTestId('return-reason').selectOption('unfit');
  await buyer.getByTestId('return-yes').click();
  await expect(buyer.getByTestId('own-return')).toHaveAttribute('data-state', 'asked');
  await mara.page.goto(`${house.url}/merchant/orders`);
  await mara.page.getByTestId('open-returns').getByTestId('return-accept').click();
  await expect(mara.page.getByTestId('staff-refunds').getByRole('listitem')).toHaveAttribute('data-state', 'made');
  await expect(mara.page.getByTestId('merchant-order').first()).toHaveAttribute('data-state', 'paid');
  await buyer.reload();
  await expect(buyer.getByTestId('own-return')).toHaveAttribute('data-state', 'accepted');
  await expect(buyer.getByTestId('own-refunded')).toHaveAttribute('data-minor', '2400');
  await mara.context.close();
}

async function keepCoupons(browser: Browser, house: House): Promise<void> {
  const { page, context } = await person(browser, { ...phone, reducedMotion: 'reduce' });
  await signIn(page, house, 'merchant');
  await page.goto(`${house.url}/merchant/coupons`);
  const coupon = (title: string) => page.getByTestId('shop-coupon').filter({ hasText: title });
  const counts = async (title: string) => {
    const all = ['quota', 'claimed', 'used'].map((what) => coupon(title).getByTestId(`count-${what}`));
    return Promise.all(all.map((one) => one.getAttribute('data-count')));
  };
  await expect(coupon('Ten off tonight')).toHaveAttribute('data-state', 'runs');
  expect(await counts('Ten off tonight')).toEqual(['50', '1', '1']);
  await page.getByTestId('coupon-new').click();
  await page.getByTestId('coupon-title').fill('For mugs');
  await page.getByTestId('coupon-quota').fill('7');
  await page.getByTestId('coupon-scope-some').click();
  await page.getByRole('checkbox', { name: 'Stoneware mug' }).check();
  await page.getByTestId('coupon-make').click();
  await expect(coupon('For mugs').getByTestId('coupon-terms')).toContainText('For Stoneware mug');
  await expect(page.getByTestId('coupon-sheet')).toBeHidden();
  expect(await counts('For mugs')).toEqual(['7', '0', '0']);
  await page.getByRole('button', { name: 'End For mugs' }).click();
  await page.getByTestId('coupon-end-dialog').getByRole('button', { name: 'End the coupon' }).click();
  await expect(coupon('For mugs')).toHaveCount(0);
  await page.getByTestId('coupons-over').click();
  await expect(coupon('For mugs')).toHaveAttribute('data-state', 'over');
  await expect(coupon('For mugs').getByTestId('coupon-terms')).toContainText('over since');
  await expect(coupon('For mugs').getByTestId('coupon-end')).toHaveCount(0);
  await context.close();
}
