import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { type House, person, signIn, test } from './house.ts';
import { fillAddress } from './room-acts.ts';
import { chat, endShow, enter, goLive, prepareShow, type StagedShow } from './staged-show.ts';

const folder = 'docs/screens';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const laptop = { viewport: { width: 1440, height: 900 } };
const webpQuality = 80;
/** Sheets slide, numbers tick, letters load: a picture is taken when all stand still. */
const stillMs = 1_500;

test('the screens of the docs', async ({ browser, house }) => {
  await mkdir(folder, { recursive: true });
  const show = await prepareShow(browser, house, 'Sunday at the kiln', laptop);
  await shoot(show.studio, 'studio-preparing-laptop');
  await goLive(show);
  await takeRoom(browser, show);
  await takePages(browser, house, show);
  await takeStudio(browser, house, show);
  await takeMerchant(browser, house);
  await writePage();
});

async function takeRoom(browser: Browser, show: StagedShow): Promise<void> {
  const vera = (await person(browser, phone)).page;
  const viktor = (await person(browser, laptop)).page;
  const wen = (await person(browser, { ...phone, colorScheme: 'dark' })).page;
  for (const page of [vera, viktor, wen]) await enter(page, show);
  await chat(show, vera, viktor, wen);
  await shoot(vera, 'room-phone');
  await shoot(viktor, 'room-laptop');
  await shoot(wen, 'room-phone-dark');
  await shoot(show.studio, 'studio-running-laptop');
  await viktor.emulateMedia({ colorScheme: 'dark' });
  await shoot(viktor, 'room-laptop-dark');
  await buy(vera);
  await vera.goto(new URL('/orders', show.roomUrl).href);
  await shoot(vera, 'orders-phone');
  for (const page of [vera, viktor, wen]) await page.context().close();
}

/** From the bag to a paid order, and the second time by two taps. */
async function buy(vera: Page): Promise<void> {
  await vera.getByTestId('bag-button').click();
  await shoot(vera, 'bag-phone');
  await vera.getByTestId('bag-product').first().click();
  await shoot(vera, 'product-phone');
  await vera.getByTestId('buy-button').click();
  await fillAddress(vera);
  await vera.getByTestId('pay-button').click();
  await expect(vera.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  await shoot(vera, 'paid-phone');
  await vera.getByTestId('order-done').click();
  await vera.getByTestId('pinned-buy').click();
  await shoot(vera, 'buy-phone');
  await vera.keyboard.press('Escape');
}

async function takePages(browser: Browser, house: House, show: StagedShow): Promise<void> {
  const room = await (await fetch(show.roomUrl.replace('/rooms/', '/api/rooms/'))).json();
  const { products } = await (await fetch(`${show.roomUrl.replace('/rooms/', '/api/rooms/')}/bag`)).json();
  const pages = { home: '/', 'product-page': `/products/${products[0].id}`, host: `/hosts/${room.hostId}` };
  for (const [size, viewport] of Object.entries({ phone, laptop })) {
    const { page, context } = await person(browser, viewport);
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(house.url + address);
      await expect(page.locator('h1')).toBeVisible();
      // The preview on the home and the host's page comes a moment later.
      await page.waitForTimeout(3_000);
      await shoot(page, `${name}-${size}`);
    }
    await context.close();
  }
}

async function takeStudio(browser: Browser, house: House, show: StagedShow): Promise<void> {
  await show.studio.emulateMedia({ colorScheme: 'dark' });
  await shoot(show.studio, 'studio-running-laptop-dark');
  await show.studio.emulateMedia({ colorScheme: 'light' });
  await show.studio.setViewportSize(phone.viewport);
  await shoot(show.studio, 'studio-running-phone');
  const milo = await person(browser, phone);
  await signIn(milo.page, house, 'moderator');
  await milo.page.goto(show.roomUrl.replace('/rooms/', '/studio/'));
  await shoot(milo.page, 'studio-assistant-phone');
  const vera = await person(browser, phone);
  await vera.page.goto(show.roomUrl);
  await endShow(show);
  await expect(vera.page.getByTestId('room-ended')).toBeVisible();
  await shoot(vera.page, 'ended-phone');
  await shoot(show.studio, 'studio-summary-phone');
  await show.studio.setViewportSize(laptop.viewport);
  await show.studio.goto(`${house.url}/studio`);
  await shoot(show.studio, 'studio-list-laptop');
  for (const { context } of [milo, vera]) await context.close();
}

async function takeMerchant(browser: Browser, house: House): Promise<void> {
  const { page, context } = await person(browser, laptop);
  await signIn(page, house, 'merchant');
  const { shops } = await (await fetch(`${house.url}/api/shops`)).json();
  const { products } = await (await fetch(`${house.url}/api/shops/${shops[0].id}/products`)).json();
  const take = async (address: string, name: string) => {
    await page.setViewportSize(name.endsWith('phone') ? phone.viewport : laptop.viewport);
    await page.goto(`${house.url}/merchant${address}`);
    await expect(page.locator('h1')).toBeVisible();
    await shoot(page, name);
  };
  await take('', 'merchant-products-laptop');
  await take('/money', 'merchant-money-laptop');
  await take('/orders', 'merchant-orders-phone');
  await take('/staff', 'merchant-staff-phone');
  await take(`/products/${products[0].id}`, 'merchant-product-phone');
  await context.close();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(stillMs);
  const picture = await page.screenshot();
  const width = name.includes('phone') ? 585 : 1440;
  const file = path.join(folder, `${name}.webp`);
  await sharp(picture).resize({ width, withoutEnlargement: true }).webp({ quality: webpQuality }).toFile(file);
}

/** The page that shows each screen beside the one from before. */
async function writePage(): Promise<void> {
  const before = new Set(await readdir(path.join(folder, 'before')));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.webp')).sort();
  const cell = (file: string | null) => (file === null ? '' : `<img src="${file}" alt="" width="360">`);
  const rows = files.map((file) => {
    const old = before.has(file) ? cell(`before/${file}`) : '';
    return `| ${file.replace('.webp', '').replaceAll('-', ' ')} | ${old} | ${cell(file)} |`;
  });
  const head = [
    '# Screens',
    '',
    'Made by `npm run screens` from the running product with its demo shop; the host is drawn. On the left, as it was.',
    '',
    '| screen | before | now |',
    '|---|---|---|',
  ];
  await writeFile(path.join(folder, 'README.md'), `${[...head, ...rows].join('\n')}\n`);
}
