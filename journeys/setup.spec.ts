import { expect, type Page, test } from '@playwright/test';
import { type House, laptop, openHouse, person, phone } from './house.ts';

test('[1.3] from the printed key to a shop, with steps that are skipped and found again', async ({ browser }) => {
  const { house, stop } = await openHouse({ SHOP_DEMO: 'no' });
  try {
    const address = /\S+\/setup#key=\S+/.exec(house.said())![0];
    const olu = await person(browser, laptop);
    const { page } = olu;
    await test.step('the key makes the owner, who opens a shop', () => openShop(page, house, address));
    await test.step('some steps are saved, others skipped', () => walkThrough(page));
    await test.step('there is a studio with nothing to sell yet', () => lookIntoStudio(page, house));
    await test.step('what was skipped is found again', () => findAgain(page, house));
    await olu.context.close();
    const vera = await person(browser, phone);
    await test.step('the key is worth nothing now, and the policy can be read', () => visit(vera.page, house, address));
    await vera.context.close();
  } finally {
    await stop();
  }
});

async function openShop(page: Page, house: House, address: string): Promise<void> {
  await page.goto(house.url);
  await expect(page.getByTestId('open-shop-entry')).toBeVisible();
  await page.goto(address);
  await page.getByTestId('owner-name').fill('Olu Adeyemi');
  expect(page.url()).toBe(`${house.url}/setup`);
  await page.getByTestId('owner-email').fill('olu@kiln.example');
  await page.getByTestId('owner-password').fill('short');
  await page.getByTestId('owner-submit').click();
  await expect(page.getByRole('alert')).toHaveCount(1);
  await page.getByTestId('owner-password').fill('nine lives and one');
  await page.getByTestId('owner-submit').click();
  await page.getByTestId('open-name').fill('Kiln & Co');
  await page.getByTestId('open-country').selectOption('DE');
  await expect(page.getByTestId('panel-currency')).toHaveValue('EUR');
  await page.getByTestId('open-submit').click();
  await page.waitForURL(/\/setup\/[0-9a-f-]{36}\/languages$/);
}

async function walkThrough(page: Page): Promise<void> {
  const save = () => page.getByTestId('panel-save').click();
  const title = (text: string) => expect(page.getByTestId('setup-title')).toHaveText(text);
  await page.getByTestId('language-ko').check();
  await save();
  await title('Tax');
  await page.getByTestId('setup-skip').click();
  await title('Delivery');
  await page.getByTestId('delivery-named').check();
  await page.getByTestId('delivery-add-country').selectOption('AT');
  await page.getByTestId('delivery-cost').fill('4.90');
  await save();
  await title('Mail');
  await page.getByTestId('mail-test').click();
  await expect(page.getByTestId('mail-sent')).toContainText('Nobody got it');
  await page.getByTestId('setup-skip').click();
  await title('Payment');
  await expect(page.getByTestId('payment-consequence')).toContainText('Nothing can be bought');
  await page.getByTestId('payment-sandbox').check();
  await save();
  await title('Policies');
  await page.getByTestId('setup-skip').click();
  await expect(page.getByTestId('setup-finish')).toHaveText('Kiln & Co is open');
}

async function lookIntoStudio(page: Page, house: House): Promise<void> {
  await page.getByTestId('finish-studio').click();
  await expect(page.getByTestId('studio-new-title')).toBeVisible();
  await page.goto(`${house.url}/merchant`);
  await expect(page.getByTestId('setup-checklist')).toContainText('4 of 7 done');
}

async function findAgain(page: Page, house: House): Promise<void> {
  await page.getByTestId('checklist-tax').click();
  await page.getByTestId('tax-rate').fill('19');
  await page.getByTestId('panel-save').click();
  await expect(page.getByTestId('step-tax')).toHaveAttribute('data-state', 'done');
  await expect(page.getByTestId('step-mail')).toHaveAttribute('data-state', 'skipped');
  await page.getByTestId('step-policies').click();
  await page.getByTestId('policy-returns').click();
  await page.getByTestId('policy-outline').click();
  await expect(page.getByTestId('policy-text')).toHaveValue(/not legal advice[\s\S]*Kiln & Co/);
  await page.getByTestId('policy-text').fill('Thirty days, as it came.');
  await page.getByTestId('panel-save').click();
  await expect(page.getByTestId('step-policies')).toHaveAttribute('data-state', 'done');
  await page.goto(`${house.url}/merchant`);
  await page.getByTestId('checklist-away').click();
  await expect(page.getByTestId('setup-checklist')).toBeHidden();
  await page.goto(`${house.url}/merchant/settings`);
  await page.getByTestId('checklist-show').click();
  await page.goto(`${house.url}/merchant`);
  await expect(page.getByTestId('setup-checklist')).toContainText('6 of 7 done');
}

async function visit(page: Page, house: House, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByTestId('setup-over')).toBeVisible();
  await page.goto(house.url);
  await expect(page.getByTestId('open-shop-entry')).toBeHidden();
  await page.getByTestId('policy-links').getByRole('link', { name: 'Returns' }).click();
  await expect(page.getByTestId('policy')).toHaveText('Thirty days, as it came.');
}
