import { type Browser, expect } from '@playwright/test';
import { type House, laptop, type Person, person, signIn } from './house.ts';
import { pin } from './room-acts.ts';

export interface LiveRoom {
  readonly host: Person;
  readonly id: string;
  readonly title: string;
}

const products = ['Stoneware mug', 'Beeswax candle'];

/** Hana prepares a show and goes live with her camera; the mug is pinned. */
export async function openLiveRoom(browser: Browser, house: House, title: string): Promise<LiveRoom> {
  // Whoever is not looked at need not move.
  const host = await person(browser, { ...laptop, reducedMotion: 'reduce' });
  const id = await prepareRoom(host, house, title);
  await expect(host.page.getByTestId('camera-preview').locator('video')).toBeVisible();
  await host.page.getByTestId('go-live').click();
  await expect(host.page.getByTestId('on-air')).toBeVisible();
  await pin(host.page, products[0]!);
  return { host, id, title };
}

export async function prepareRoom({ page }: Person, house: House, title: string): Promise<string> {
  await signIn(page, house, 'host');
  await page.goto(`${house.url}/studio`);
  await page.getByTestId('studio-new-title').fill(title);
  await page.getByTestId('studio-create').click();
  await page.waitForURL(/\/studio\/[0-9a-f-]{36}/);
  for (const name of products) await page.getByRole('button', { name: `Add ${name}`, exact: false }).click();
  await expect(page.getByTestId('studio-bag').getByRole('listitem')).toHaveCount(products.length);
  return page.url().split('/').at(-1)!;
}

export async function endShow({ page }: Person): Promise<void> {
  await page.getByTestId('end-show').click();
  await page.getByTestId('confirm-end').getByRole('button', { name: /end/i }).click();
}
