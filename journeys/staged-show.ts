import { type Browser, expect, type Page } from '@playwright/test';
import { drawnCamera } from './drawn-camera.ts';
import { type House, laptop, person, signIn } from './house.ts';
import { pin, say } from './room-acts.ts';

/** A show that is on the air, with its host drawn: what it looks like is the same each time. */
export interface StagedShow {
  readonly roomUrl: string;
  readonly studio: Page;
}

export const products = ['Stoneware mug', 'Linen apron', 'Beeswax candle', 'Oak cutting board', 'Wool throw'];

/** A host who has prepared a show and is about to start it. */
export async function prepareShow(browser: Browser, house: House, title: string, size: object = laptop) {
  const { page } = await person(browser, size);
  await page.addInitScript(drawnCamera());
  await signIn(page, house, 'host');
  await page.goto(`${house.url}/studio`);
  await page.getByTestId('studio-new-title').fill(title);
  await page.getByTestId('studio-create').click();
  await page.waitForURL(/\/studio\/[0-9a-f-]{36}/);
  for (const name of products) await page.getByRole('button', { name: `Add ${name}`, exact: false }).click();
  await expect(page.getByTestId('camera-preview').locator('video')).toBeVisible();
  return { studio: page, roomUrl: page.url().replace('/studio/', '/rooms/') } satisfies StagedShow;
}

export async function goLive({ studio }: StagedShow): Promise<void> {
  await studio.getByTestId('go-live').click();
  await expect(studio.getByTestId('on-air')).toBeVisible();
  await pin(studio, products[0]!);
}

export async function enter(page: Page, show: StagedShow): Promise<void> {
  await page.goto(show.roomUrl);
  await expect(page.getByTestId('live-picture')).toHaveAttribute('data-state', 'playing', { timeout: 60_000 });
}

/** What an evening sounds like; whoever speaks for the first time takes a name. */
export async function chat(show: StagedShow, vera: Page, viktor: Page, wen: Page): Promise<void> {
  await say(vera, 'Good evening from Jena!', 'Vera');
  await say(viktor, 'Ist die Glasur spülmaschinenfest und lebensmittelecht?', 'Viktor');
  await say(wen, '晚上好，这个颜色真好看', 'Wen');
  await show.studio.getByTestId('studio-talk-input').fill('It is, both. Fired at 1240 degrees.');
  await show.studio.getByTestId('studio-talk-input').press('Enter');
  await expect(vera.getByTestId('talk-list')).toContainText('Fired at 1240');
  await say(viktor, 'Then I take two');
  await say(wen, '想要燕麦色的那一款');
  await say(vera, 'Which one holds a large tea?');
}

export async function endShow({ studio }: StagedShow): Promise<void> {
  await studio.getByTestId('end-show').click();
  await studio.getByTestId('confirm-end').getByRole('button', { name: /end/i }).click();
}
