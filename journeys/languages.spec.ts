import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { type House, laptop, phone, test } from './house.ts';
import { beginWith } from './preferences.ts';

interface Seen {
  /** How the root stood when the body began, before anything of it could be painted. */
  readonly root: { readonly lang: string; readonly theme: string | undefined; readonly simple: boolean };
  /** The first words on the page. */
  readonly words: string;
}

test('[2.2] a browser that asks for Chinese never shows another language, and English readers load none', async ({
  browser,
  house,
}) => {
  const chinese = await reader(browser, 'zh-CN');
  await chinese.page.goto(`${house.url}/sign-in`);
  await expect(chinese.page.getByRole('heading', { name: '登录' })).toBeVisible();
  await expect(chinese.page).toHaveTitle('登录 · Livestall');
  const seen = await seenFirst(chinese.page);
  expect(seen.root.lang).toBe('zh-Hans');
  expect(seen.words).not.toMatch(/Sign in|E-mail/);
  expect(chinese.files.some((file) => file.startsWith('zh-hans-'))).toBe(true);
  expect(chinese.files.some((file) => file.startsWith('ko-'))).toBe(false);
  await chinese.close();

  const english = await reader(browser, 'en-GB');
  await english.page.goto(`${house.url}/sign-in`);
  await expect(english.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(english.files.filter((file) => /^(ko|zh-hans)-/.test(file))).toEqual([]);
  await english.close();
});

test('[2.2] another language is chosen by hand: every open page speaks it at once, refusals and letters too', async ({
  browser,
  house,
}) => {
  const { page, close } = await reader(browser, 'en-GB');
  const other = await page.context().newPage();
  await other.goto(house.url);
  await page.goto(`${house.url}/sign-in`);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await speak(page, 'ko');
  await expect(page.getByRole('heading', { name: '로그인' })).toBeVisible();
  await expect(page).toHaveTitle('로그인 · Livestall');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(other.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(other.getByRole('link', { name: '내 주문' })).toBeVisible();

  const { email } = house.signIns.host!;
  await page.getByTestId('sign-in-email').fill(email);
  await page.getByTestId('sign-in-password').fill('not the password');
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByText('이메일이나 비밀번호가 맞지 않아요.')).toBeVisible();
  await speak(page, 'zh-Hans');
  await expect(page.getByText('邮箱或密码不正确。')).toBeVisible();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);

  await page.goto(`${house.url}/reset`);
  await page.getByTestId('reset-email').fill(email);
  await page.getByTestId('reset-send').click();
  await expect(page.getByRole('heading', { name: '请查收邮件' })).toBeVisible();
  await expect.poll(() => newestLetter(house)).toContain('重置密码');
  await close();
});

test('[2.3] what was chosen is there before the first paint', async ({ browser, house }) => {
  const { page, close } = await reader(browser, 'en-GB');
  await beginWith(page, { language: 'ko', theme: 'dark', simple: true });
  await page.goto(`${house.url}/sign-in`);
  await expect(page.getByRole('heading', { name: '로그인' })).toBeVisible();
  const seen = await seenFirst(page);
  expect(seen.root).toEqual({ lang: 'ko', theme: 'dark', simple: true });
  expect(seen.words).not.toContain('Sign in');
  await close();
});

test('[2.2] pages fit a phone in Chinese and Korean', async ({ browser, house }) => {
  for (const language of ['zh-CN', 'ko-KR']) {
    const { page, close } = await reader(browser, language, phone);
    for (const address of ['/', '/orders', '/sign-in', '/reset', '/nowhere']) {
      await page.goto(`${house.url}${address}`);
      await expect(page.locator('main')).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
    await close();
  }
});

test('[2.1] an address that is opened while nothing answers says so in the visitor’s language, and the way back works', async ({
  browser,
  house,
}) => {
  const { page, close } = await reader(browser, 'ko-KR');
  await page.goto(house.url);
  await expect.poll(() => page.evaluate(async () => (await caches.match('/offline')) !== undefined)).toBe(true);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  await page.goto(`${house.url}/sign-in`);
  await expect(page.getByRole('heading', { name: '연결되지 않음' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  const again = page.getByRole('link', { name: '다시 시도' });
  // In the look of the house, though nothing can be fetched.
  expect(await again.evaluate((link) => getComputedStyle(link).borderRadius)).not.toBe('0px');
  await page.context().setOffline(false);
  await again.click();
  await expect(page.getByRole('heading', { name: '로그인' })).toBeVisible();
  await expect(page).toHaveURL(`${house.url}/sign-in`);
  await close();
});

async function reader(browser: Browser, locale: string, size: object = laptop) {
  const context = await browser.newContext({ ...size, locale });
  const page = await context.newPage();
  await page.addInitScript(watchFirst);
  const files: string[] = [];
  page.on('request', (request) => files.push(path.posix.basename(new URL(request.url()).pathname)));
  return { page, files, close: () => context.close() };
}

/** Runs in the page before its own scripts. */
function watchFirst(): void {
  const seen = { root: {}, words: '' };
  Object.assign(window, { seenFirst: seen });
  new MutationObserver((_changes, observer) => {
    const root = document.documentElement;
    if (document.body === null) return;
    observer.disconnect();
    const { theme, simple } = root.dataset;
    seen.root = { lang: root.lang, theme, simple: simple !== undefined };
    new MutationObserver(() => {
      seen.words ||= document.body.innerText.trim();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }).observe(document, { childList: true, subtree: true });
}

function seenFirst(page: Page): Promise<Seen> {
  return page.evaluate(() => (window as unknown as { seenFirst: Seen }).seenFirst);
}

async function speak(page: Page, language: string): Promise<void> {
  await page.getByTestId('preferences-button').click();
  await page.getByTestId('language').selectOption(language);
  await page.getByTestId('preferences-done').click();
}

/** The subject is encoded for the way, so the whole letter is read as mail programs do. */
async function newestLetter(house: House): Promise<string> {
  const folder = path.join(house.dataDir, 'mail');
  const names = (await readdir(folder).catch(() => [])).sort();
  return names.length === 0 ? '' : readable(await readFile(path.join(folder, names.at(-1)!), 'utf8'));
}

function readable(letter: string): string {
  const words = /=\?utf-8\?(B|Q)\?([^?]*)\?=/gi;
  const text = letter.replace(words, (_all, way: string, coded: string) =>
    way.toUpperCase() === 'B' ? Buffer.from(coded, 'base64').toString('utf8') : fromQuoted(coded.replaceAll('_', ' ')),
  );
  return fromQuoted(text.replace(/=\r?\n/g, ''));
}

function fromQuoted(text: string): string {
  return text.replace(/((?:=[0-9A-F]{2})+)/g, (coded) =>
    Buffer.from(coded.replaceAll('=', ''), 'hex').toString('utf8'),
  );
}
