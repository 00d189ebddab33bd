import { type Browser, expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import type { House } from './house.ts';

export async function say(page: Page, text: string, name?: string): Promise<void> {
  await page.getByTestId('talk-input').fill(text);
  await page.getByTestId('talk-input').press('Enter');
  if (!name) return;
  await page.getByTestId('name-input').fill(name);
  await page.getByTestId('name-submit').click();
}

export async function pin(studio: Page, product: string): Promise<void> {
  await studio
    .getByTestId('run-sheet')
    .getByRole('listitem')
    .filter({ hasText: product })
    .first()
    .locator('[data-testid^="pin-"]')
    .first()
    .click();
}

/** What the pinned card says is left. */
export async function leftOn(page: Page): Promise<number> {
  return Number(await page.getByTestId('pinned-left').getAttribute('data-left'));
}

export async function openBag(page: Page): Promise<void> {
  if (await page.getByTestId('bag-list').isVisible()) return;
  await page.getByTestId('bag-button').click();
}

export async function fillAddress(page: Page): Promise<void> {
  const fields = { name: 'Vera Voss', line1: 'Teststraße 1', postcode: '07743', city: 'Jena' };
  for (const [key, value] of Object.entries(fields)) await page.getByTestId(`address-${key}`).fill(value);
}

/** A picture that the host took on the phone. */
export function cover(background = '#c8642f'): Promise<Buffer> {
  return sharp({ create: { width: 900, height: 1200, channels: 3, background } })
    .png()
    .toBuffer();
}

/** What a room shows to somebody who watches. */
export async function shown(page: Page): Promise<object> {
  const texts = (testId: string) => page.getByTestId(testId).allInnerTexts();
  return { pinned: await texts('pinned-card'), lines: await texts('talk-line'), bag: await texts('bag-product') };
}

export async function soundLevel(page: Page): Promise<number> {
  return Number(await page.getByTestId('sound-level').getAttribute('data-level'));
}

/** Bytes of sound that the browser has decoded for the viewer since the tap. */
export function heard(page: Page): Promise<number> {
  return page.evaluate(() => {
    const video = document.querySelector('video') as HTMLVideoElement & { webkitAudioDecodedByteCount?: number };
    return video.muted || video.paused ? 0 : (video.webkitAudioDecodedByteCount ?? 0);
  });
}

/** What all lines of the shop's book add up to, as its merchant reads it; there is something in the book. */
export async function ledgerSum(browser: Browser, house: House): Promise<number> {
  const { request, close } = await browser.newContext().then((context) => ({
    request: context.request,
    close: () => context.close(),
  }));
  const { email, password } = house.signIns.merchant!;
  const headers = { origin: house.url };
  const signedIn = await request.post(`${house.url}/api/auth/sign-in/email`, { headers, data: { email, password } });
  expect(signedIn.status()).toBe(200);
  const { shops } = await (await request.get(`${house.url}/api/shops`)).json();
  const { balances } = await (await request.get(`${house.url}/api/shops/${shops[0].id}/ledger`)).json();
  await close();
  expect(balances.length).toBeGreaterThan(0);
  return balances.reduce((sum: number, { amountMinor }: { amountMinor: number }) => sum + amountMinor, 0);
}
