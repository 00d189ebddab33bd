import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { laptop, person, signIn, test } from './house.ts';

const mug = path.join(import.meta.dirname, '../apps/server/demo/mug');
/** The demo's mug has a turn of so many frames. */
const frames = 24;

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: withSoftwareDrawing(launchOptions.args) }),
});

/** A browser without a graphics card draws in space by itself, if it is told to. */
function withSoftwareDrawing(args: readonly string[] = []): string[] {
  const rest = args.filter((arg) => arg !== '--disable-gpu');
  return [...rest, '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
}

test('a product is looked at down to its pixels, from all sides, and in space', async ({ house, browser }) => {
  const { page, outside, problems } = await look(browser, house.url);
  await page.goto(await mugAddress(page, house.url));

  await test.step('the wheel brings a picture to its pixels, and the wide file comes only then', async () => {
    const fine = page.waitForRequest(/\/3200\.webp$/);
    await page.getByTestId('look-closer').first().click();
    const picture = page.getByTestId('zoom-picture');
    await expect.poll(() => percent(page)).toBeGreaterThan(0);
    const box = (await picture.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(async () => {
      await page.mouse.wheel(0, -240);
      expect(await percent(page)).toBeGreaterThanOrEqual(100);
    }).toPass();
    await fine;
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => percent(page)).toBeLessThan(100);
    await page.keyboard.press('+');
    await page.keyboard.press('Escape');
    await expect(picture).toBeHidden();
  });

  await test.step('it turns by a drag and by a key', async () => {
    await page.getByTestId('look-spin').click();
    const spin = page.getByTestId('spin');
    await expect(spin).toHaveAttribute('data-loaded', String(frames));
    await spin.press('Home');
    await expect(spin).toHaveAttribute('data-frame', '0');
    await spin.press('ArrowRight');
    await expect(spin).toHaveAttribute('data-frame', '1');
    const box = (await spin.boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 20 + box.width / 4, box.y + 40, { steps: 3 });
    await page.mouse.up();
    await expect(spin).toHaveAttribute('data-frame', String(1 + frames / 4));
  });

  await test.step('the model is drawn, from this server alone and under its content security policy', async () => {
    await page.getByTestId('look-model').click();
    await expect(page.getByTestId('model')).toHaveAttribute('data-state', 'shown', { timeout: 60_000 });
    await expect(page.getByTestId('model-ar')).toBeHidden();
    expect(outside).toEqual([]);
    expect(problems).toEqual([]);
  });
  await page.close();
});

test('where a browser cannot draw in space, the picture stands there and says so', async ({ house, browser }) => {
  const { page } = await look(browser, house.url);
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.goto(await mugAddress(page, house.url));
  await page.getByTestId('look-model').click();
  await expect(page.getByTestId('model')).toHaveAttribute('data-state', 'none');
  await expect(page.getByTestId('model').getByRole('alert')).toContainText('cannot show 3D models');
  await expect(page.getByTestId('model').locator('img')).toBeVisible();
  await page.close();
});

test('[C62] [C65] [C66] a merchant gives a product its turn, its model and a video, and hears what is wrong with another', async ({
  house,
  browser,
}) => {
  const { page } = await person(browser, laptop);
  await signIn(page, house, 'merchant');
  await page.goto(
    (await productAddress(page, house.url, 'Oak cutting board')).replace('/products/', '/merchant/products/'),
  );
  const turn = (await readdir(path.join(mug, 'turn'))).slice(0, 8).map((name) => path.join(mug, 'turn', name));
  await page.getByTestId('edit-spin-files').setInputFiles(turn.toReversed());
  await page
    .getByTestId('edit-model-file')
    .setInputFiles({ name: 'a.glb', mimeType: '', buffer: Buffer.from('no model') });
  await expect(page.getByTestId('edit-model').getByRole('alert')).toContainText('not a 3D model');
  await page.getByTestId('edit-model').getByRole('button', { name: 'Discard' }).click();
  await page.getByTestId('edit-model-file').setInputFiles(path.join(mug, 'mug.glb'));
  await expect(page.getByTestId('edit-model')).not.toHaveAttribute('data-model', '');
  await giveVideo(page, 'webm');
  await expect(page.getByTestId('edit-spin')).toHaveAttribute('data-count', '8', { timeout: 60_000 });
  await page.getByTestId('edit-save').click();
  await expect(page.getByTestId('toast')).toContainText('Saved');
  const board = await productOf(page, house.url, 'Oak cutting board');
  const first = await productOf(page, house.url, 'Stoneware mug');
  // The same files are the same pictures: in the order of their names, however they were chosen.
  expect(board.spin.pictureIds).toEqual(first.spin.pictureIds.slice(0, 8));
  expect(board.model).toEqual(first.model);
  await page.goto(`${house.url}/products/${board.id}`);
  await playVideo(page, 'webm');

  // H.264 as phones record it takes its place, and plays as well.
  await page.goto(`${house.url}/merchant/products/${board.id}`);
  await giveVideo(page, 'mp4');
  await page.getByTestId('edit-save').click();
  await expect(page.getByTestId('toast')).toContainText('Saved');
  await page.goto(`${house.url}/products/${board.id}`);
  await playVideo(page, 'mp4');
  await page.close();
});

type Kind = 'webm' | 'mp4';

async function giveVideo(page: Page, kind: Kind): Promise<void> {
  const before = (await page.getByTestId('edit-video-1').getAttribute('data-video')) ?? '';
  await page.getByTestId('edit-more-1').click();
  await page
    .getByTestId('edit-video-file-1')
    .setInputFiles(path.join(import.meta.dirname, `../features/catalog/server/test-video.${kind}`));
  await expect(page.getByTestId('edit-video-1')).not.toHaveAttribute('data-video', before);
}

/** It stands still until it is played; then its picture is there, in its own size. */
async function playVideo(page: Page, kind: Kind): Promise<void> {
  await page.getByTestId('look-video').click();
  const video = page.getByTestId('product-video');
  expect(await video.evaluate((one: HTMLVideoElement) => [one.paused, one.muted, one.currentTime])).toEqual([
    true,
    true,
    0,
  ]);
  // The browser's own controls take keys a moment after the picture stands there.
  await expect(async () => {
    if (await video.evaluate((one: HTMLVideoElement) => one.paused)) await video.press('Space');
    expect(await video.evaluate((one: HTMLVideoElement) => one.currentTime)).toBeGreaterThan(0);
  }).toPass();
  const shown = (one: HTMLVideoElement) => [one.currentSrc.split('.').at(-1), one.videoWidth > 0, one.error];
  expect(await video.evaluate(shown)).toEqual([kind, true, null]);
}

/** Somebody with a laptop; what the page asks of other servers, and what its console complains about, is kept. */
async function look(browser: Browser, url: string) {
  const { page } = await person(browser, laptop);
  const outside: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    const own = request.url().startsWith(url) || /^(blob|data):/.test(request.url());
    if (!own) outside.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return { page, outside, problems };
}

async function productOf(page: Page, url: string, title: string) {
  const { shops } = await (await page.request.get(`${url}/api/shops`)).json();
  const { products } = await (await page.request.get(`${url}/api/shops/${shops[0].id}/products`)).json();
  return products.find((product: { title: string }) => product.title === title);
}

async function productAddress(page: Page, url: string, title: string): Promise<string> {
  return `${url}/products/${(await productOf(page, url, title)).id}`;
}

function mugAddress(page: Page, url: string): Promise<string> {
  return productAddress(page, url, 'Stoneware mug');
}

async function percent(page: Page): Promise<number> {
  return Number(await page.getByTestId('zoom-picture').getAttribute('data-percent'));
}
