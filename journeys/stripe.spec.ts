import { expect, type Page, test } from '@playwright/test';
import {
  type StripeDouble,
  startStripeDouble,
  stripeEvent,
  stripeHeaders,
  stripeTestKeys,
} from '../tools/doubles/stripe-double.ts';
import { type House, laptop, openHouse, person, phone } from './house.ts';
import { findingsOf } from './journey-pages.ts';
import { fillAddress, openBag } from './room-acts.ts';

/** Stands for Stripe's script: one field, and what is typed there goes to the double's bank. */
const standIn = `window.Stripe = (key) => ({
  elements: ({ clientSecret }) => ({
    clientSecret,
    create: () => ({
      mount(place) {
        place.innerHTML = '<label class="grid gap-1 text-small font-semibold">Card number' +
          '<input data-testid="stripe-card" class="min-h-11 rounded-control border border-line bg-surface px-3"></label>';
      },
      on: (event, heard) => event === 'ready' && setTimeout(heard),
      destroy() {},
    }),
  }),
  confirmPayment: ({ elements }) =>
    window.askBank(elements.clientSecret, document.querySelector('[data-testid="stripe-card"]').value),
});`;

test('[1.6] a card by Stripe: declined, then paid, and the books are sound', async ({ browser }) => {
  const double = await startStripeDouble();
  const { house, stop } = await openHouse({
    SHOP_DEMO: 'no',
    STRIPE_SECRET_KEY: stripeTestKeys.secretKey,
    STRIPE_PUBLISHABLE_KEY: stripeTestKeys.publishableKey,
    STRIPE_WEBHOOK_SECRET: stripeTestKeys.webhookSecret,
    STRIPE_API_URL: double.url,
  });
  try {
    const olu = await person(browser, laptop);
    const roomId = await openShop(olu.page, house);
    const vera = await person(browser, phone);
    const asked = await letStripeIn(vera.page, house, double);
    await test.step('the sheet offers the card, and nothing of Stripe is loaded yet', async () => {
      await buy(vera.page, house, roomId);
      expect(asked.scripts).toBe(0);
    });
    await test.step('declined: the order stays reserved, and she is told why', () => declined(vera.page));
    await test.step('paid: by the webhook, not by what the browser says', () => paid(vera.page));
    await test.step('the merchant has the sale and the fee in the book; the operator sees sound books', () =>
      lookIntoBooks(olu.page, house));
    for (const { context } of [olu, vera]) await context.close();
  } finally {
    await stop();
    await double.close();
  }
});

async function openShop(page: Page, house: House): Promise<string> {
  await page.goto(/\S+\/setup#key=\S+/.exec(house.said())![0]);
  await page.getByTestId('owner-name').fill('Olu Adeyemi');
  await page.getByTestId('owner-email').fill('olu@kiln.example');
  await page.getByTestId('owner-password').fill('nine lives and one');
  await page.getByTestId('owner-submit').click();
  await page.getByTestId('open-name').fill('Kiln & Co');
  await page.getByTestId('open-country').selectOption('DE');
  await page.getByTestId('open-submit').click();
  await page.waitForURL(/\/setup\/[0-9a-f-]{36}\/languages$/);
  const shopId = page.url().split('/').at(-2)!;
  const [roomId, productId] = [crypto.randomUUID(), crypto.randomUUID()];
  const send = async (method: 'post' | 'put', path: string, data: object) => {
    const answer = await page.request[method](`${house.url}${path}`, { headers: { origin: house.url }, data });
    expect(answer.status(), path).toBe(200);
  };
  const skus = [{ id: crypto.randomUUID(), name: 'Blue', priceMinor: 2_450, onHand: 3 }];
  const product = { id: productId, title: 'Stoneware mug', description: '', state: 'shown', pictureIds: [], skus };
  await send('post', `/api/shops/${shopId}/products`, product);
  await send('post', '/api/rooms', { id: roomId, shopId, title: 'Sunday at the kiln' });
  await send('put', `/api/rooms/${roomId}/bag`, { id: crypto.randomUUID(), productIds: [productId] });
  await page.goto(`${house.url}/merchant/settings/payment`);
  await expect(page.getByText('set up', { exact: true })).toBeVisible();
  return roomId;
}

/** The only way from this page to Stripe; nothing leaves the machine. The bank's word comes by webhook. */
async function letStripeIn(page: Page, house: House, double: StripeDouble) {
  const asked = { scripts: 0 };
  await page.route('https://js.stripe.com/**', async (route) => {
    asked.scripts += 1;
    await route.fulfill({ contentType: 'text/javascript', body: standIn });
  });
  const tell = async (type: string, object: object) => {
    const body = stripeEvent(type, object);
    const answer = await fetch(`${house.url}/api/payments/stripe/webhook`, {
      ...{ method: 'POST', body, headers: stripeHeaders(body) },
    });
    expect(answer.status).toBe(200);
  };
  await page.exposeFunction('askBank', async (clientSecret: string, card: string) => {
    const intent = [...double.book.intents.values()].find((one) => one.client_secret === clientSecret)!;
    const paymentId = intent.metadata.paymentId!;
    if (card.endsWith('0002')) {
      double.fail(paymentId);
      await tell('payment_intent.payment_failed', intent);
      return { error: { message: 'Your card was declined.' } };
    }
    double.confirm(paymentId);
    // Stripe's event may be later than its answer to the browser.
    setTimeout(() => void tell('payment_intent.succeeded', intent), 300);
    return {};
  });
  return asked;
}

async function buy(page: Page, house: House, roomId: string): Promise<void> {
  await page.goto(`${house.url}/rooms/${roomId}`);
  await page.getByTestId('room-scheduled').getByRole('button').first().click();
  await openBag(page);
  await page.getByTestId('bag-product').first().click();
  await page.getByTestId('product-sheet').getByTestId('buy-button').click();
  await page.getByTestId('name-input').fill('Vera');
  await fillAddress(page);
  await expect(page.getByTestId('method-stripe')).toBeChecked();
  await expect(page.getByTestId('card-ok')).toHaveCount(0);
}

async function declined(page: Page): Promise<void> {
  await page.getByTestId('pay-button').click();
  const result = page.getByTestId('order-result');
  await expect(result).toHaveAttribute('data-outcome', 'agree');
  await page.getByTestId('stripe-card').fill('4000 0000 0000 0002');
  await page.getByTestId('stripe-pay').click();
  await expect(page.getByTestId('stripe-problem')).toHaveText('Your card was declined.');
  await expect(result).toHaveAttribute('data-outcome', 'declined');
  await expect(result).toHaveAttribute('data-state', 'held');
  expect(await findingsOf(page, 'declined by Stripe')).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('declined.png') });
}

async function paid(page: Page): Promise<void> {
  await page.getByTestId('stripe-card').fill('4242 4242 4242 4242');
  await page.getByTestId('stripe-pay').click();
  await expect(page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  await expect(page.getByTestId('stripe-payment')).toHaveCount(0);
}

async function lookIntoBooks(page: Page, house: House): Promise<void> {
  await page.goto(`${house.url}/merchant/money`);
  await expect(page.getByTestId('ledger-provider_fee')).toHaveAttribute('data-minor', '62');
  await expect(page.getByTestId('ledger-sum')).toHaveAttribute('data-minor', '0');
  await page.goto(`${house.url}/operator/books`);
  await page.getByTestId('books-check').click();
  await expect(page.getByTestId('books-report')).toHaveAttribute('data-orders', '1');
  await expect(page.getByTestId('books-report')).toHaveAttribute('data-wrongs', '0');
  await page.screenshot({ path: test.info().outputPath('books.png') });
}
