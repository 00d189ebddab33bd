import { expect, type Page } from '@playwright/test';
import { type House, laptop, person, phone, test } from './house.ts';
import { cover } from './room-acts.ts';

test('[W1-W7] [V1-V7] a buyer reviews, the shop answers, an operator verifies, and somebody else reads all of it', async ({
  browser,
  house,
}) => {
  const still = { reducedMotion: 'reduce' };
  const [vera, viktor] = [await person(browser, { ...phone, ...still }), await person(browser, { ...phone, ...still })];
  const [mara, olu] = [await person(browser, { ...laptop, ...still }), await person(browser, { ...laptop, ...still })];
  for (const [{ page }, role] of [
    [mara, 'merchant'],
    [olu, 'operator'],
  ] as const)
    await send(page, house, 'post', '/api/auth/sign-in/email', credentials(house, role));
  const product = await buyMug(vera.page, house);
  const address = `${house.url}/products/${product.id}`;
  await test.step('Vera writes with a picture, on the way from her order', async () => {
    await vera.page.goto(`${house.url}/orders`);
    await vera.page.getByRole('link', { name: `Review: ${product.title}` }).click();
    await vera.page.getByTestId('review-write').click();
    await vera.page.getByTestId('star-4').check({ force: true });
    await vera.page.getByTestId('review-text').fill('Warm in the hand.\nThe glaze is lovely.');
    const picture = { name: 'mug.png', mimeType: 'image/png', buffer: await cover() };
    await vera.page.getByTestId('review-files').setInputFiles(picture);
    await expect(vera.page.getByRole('img', { name: 'Picture 1' })).toBeVisible();
    await vera.page.getByTestId('review-save').click();
    await expect(vera.page.getByTestId('rating-mean')).toHaveAttribute('data-mean', '4');
  });
  await test.step('Mara answers, and applies for a badge', async () => {
    await mara.page.goto(`${house.url}/merchant/reviews`);
    await mara.page.getByTestId('review-answer-open').click();
    await mara.page.getByTestId('review-answer-text').fill('Thank you, Vera.');
    await mara.page.getByTestId('review-answer-send').click();
    await expect(mara.page.getByTestId('review-answer')).toContainText('Thank you, Vera.');
    await applyForBadge(mara.page, house, product.id);
  });
  await test.step('Olu reads the document and accepts', async () => {
    await olu.page.goto(`${house.url}/operator/verification`);
    const [download] = await Promise.all([
      olu.page.waitForEvent('download'),
      olu.page.getByTestId('verification-document').click(),
    ]);
    expect(download.suggestedFilename()).toBe('certificate.pdf');
    await olu.page.getByTestId('decide-accept').click();
    await olu.page.getByTestId('queue-decided').click();
    await expect(olu.page.getByTestId('verification')).toHaveAttribute('data-state', 'holds');
  });
  await test.step('Viktor, who bought nothing, reads it and cannot write', async () => {
    await viktor.page.goto(address);
    await expect(viktor.page.getByTestId('rating-count')).toHaveAttribute('data-count', '1');
    await expect(viktor.page.getByTestId('review')).toContainText('The glaze is lovely.');
    await expect(viktor.page.getByTestId('review')).toContainText('Verified purchase');
    await expect(viktor.page.getByTestId('review-answer')).toContainText('Thank you, Vera.');
    await viktor.page.getByTestId('badge-product').click();
    await expect(viktor.page.getByTestId('badge-product')).toContainText('Olu');
    await expect(viktor.page.getByTestId('own-review')).toHaveCount(0);
  });
  for (const { context } of [vera, viktor, mara, olu]) await context.close();
});

function credentials(house: House, role: string) {
  const { email, password } = house.signIns[role]!;
  return { email, password };
}

async function send(page: Page, { url }: House, method: 'post' | 'put', path: string, data: object): Promise<void> {
  const answer = await page.request[method](`${url}${path}`, { headers: { origin: url }, data });
  expect(answer.status(), `${path} ${await answer.text()}`).toBe(200);
}

/** Under a first name, with the sandbox's card. */
async function buyMug(page: Page, house: House): Promise<{ id: string; title: string }> {
  const id = () => crypto.randomUUID();
  await page.request.get(house.url);
  await send(page, house, 'post', '/api/me/name', { id: id(), name: 'Vera' });
  const { shops } = await (await page.request.get(`${house.url}/api/shops`)).json();
  const { products } = await (await page.request.get(`${house.url}/api/shops/${shops[0].id}/products`)).json();
  const mug = products.find(({ title }: { title: string }) => title === 'Stoneware mug');
  const address = {
    name: 'Vera Voss',
    line1: 'Teststraße 1',
    line2: '',
    postcode: '07743',
    city: 'Jena',
    country: 'DE',
  };
  await send(page, house, 'post', '/api/orders', {
    ...{ id: id(), roomId: null, lines: [{ skuId: mug.skus[0].id, quantity: 1 }] },
    ...{ address: { ...address, phone: '' }, method: { provider: 'sandbox', card: 'ok' } },
  });
  return mug;
}

async function applyForBadge(page: Page, house: House, productId: string): Promise<void> {
  await page.goto(`${house.url}/merchant/verification`);
  await page.getByTestId('apply-open').click();
  await page.getByTestId('apply-product').click();
  await page.getByTestId('apply-which').selectOption(productId);
  await page.getByTestId('apply-claim').fill('hand made');
  await page.getByTestId('apply-meaning').fill('Thrown on the wheel in the own workshop.');
  const buffer = Buffer.from('%PDF-1.7\ncertificate\n%%EOF\n');
  const file = { name: 'certificate.pdf', mimeType: 'application/pdf', buffer };
  await page.getByTestId('verification-files').setInputFiles(file);
  await expect(page.getByTestId('form-document')).toHaveText(/certificate\.pdf/);
  await page.getByTestId('apply-send').click();
  await expect(page.getByTestId('verification')).toHaveAttribute('data-state', 'waiting');
}
