import { type Browser, expect, type Page } from '@playwright/test';
import { type House, laptop, person, phone, signIn, test } from './house.ts';
import { say } from './room-acts.ts';

const line = (page: Page, text: string) => page.getByTestId('talk-line').filter({ hasText: text });
/** Right to left with numbers, a long line without spaces, and signs that are made of several. */
const odd = ['مرحبا من برلين (2 قطع) 100%', '这个颜色真的好漂亮'.repeat(10), '👨‍👩‍👧‍👦🇰🇷🏳️‍🌈 배송은 얼마나 걸려요?'];

test('[T23-T29] [T33] talk of every kind is laid out, answered, meant for somebody, pinned above, and read as one likes', async ({
  browser,
  house,
}) => {
  const roomId = await openRoom(browser, house);
  const [vera, wen, helper] = [
    await person(browser, phone),
    await person(browser, laptop),
    await person(browser, phone),
  ];
  for (const { page } of [vera, wen]) await page.goto(`${house.url}/rooms/${roomId}`);
  await expect(vera.page.getByTestId('barrage-layer')).toBeAttached();
  await say(vera.page, 'Good evening', 'Vera');
  await say(wen.page, 'Hello', 'Wen');
  await test.step('long, joined and right-to-left text stays in its line and row', () => layOut(vera.page, wen.page));
  await test.step('an answer and a mention are marked for whom they are for', () => mean(vera.page, wen.page));
  await test.step('an emote is picked, drawn and named; an address is not taken', () => draw(vera.page, wen.page));
  await test.step('a line stands above the talk until it is taken down', () =>
    pin(helper.page, vera.page, house, roomId));
  await test.step('how talk is shown is chosen and kept', () => choose(vera.page));
  for (const { context } of [vera, wen, helper]) await context.close();
});

async function openRoom(browser: Browser, house: House): Promise<string> {
  const { page, context } = await person(browser, laptop);
  await signIn(page, house, 'host');
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(`${house.url}${path}`, { headers: { origin: house.url }, data });
    expect(answer.status(), path).toBe(200);
  };
  const { shops } = await (await context.request.get(`${house.url}/api/shops`)).json();
  const id = crypto.randomUUID();
  await post('/api/rooms', { id, shopId: shops[0].id, title: 'An evening of talk' });
  await post(`/api/rooms/${id}/live`, { id: crypto.randomUUID() });
  await context.close();
  return id;
}

async function layOut(vera: Page, wen: Page): Promise<void> {
  for (const text of odd) await say(wen, text);
  await expect(line(vera, '배송은')).toBeVisible();
  const flying = await vera.getByTestId('barrage-layer').evaluate((layer) =>
    [...layer.querySelectorAll('span')].map((span) => {
      const { left, right, top, bottom, height } = span.getBoundingClientRect();
      return { left, right, top, bottom, height };
    }),
  );
  expect(flying.length).toBeGreaterThanOrEqual(3);
  for (const [index, one] of flying.entries()) {
    // One row, however long; and never over another.
    expect(one.height).toBeLessThanOrEqual(34);
    for (const other of flying.slice(index + 1)) {
      const apart =
        one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      expect(apart, JSON.stringify([one, other])).toBe(true);
    }
  }
  for (const page of [vera, wen]) {
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('[data-testid="talk-list"], html')].filter(
        (one) => one.scrollWidth > one.clientWidth,
      ),
    );
    expect(wide).toEqual([]);
  }
}

async function mean(vera: Page, wen: Page): Promise<void> {
  await line(vera, 'Hello').click();
  await expect(vera.getByTestId('replying')).toContainText('Wen');
  await say(vera, 'Good to see you');
  await expect(line(wen, 'Good to see you')).toContainText('Answers Wen');
  await expect(line(wen, 'Good to see you')).toHaveAttribute('data-for-reader', 'true');
  // By the keys alone: the list, the line above the last, and Enter.
  await wen.getByTestId('talk-list').focus();
  await wen.keyboard.press('ArrowUp');
  await wen.keyboard.press('Enter');
  await expect(wen.getByTestId('replying')).toContainText('Vera');
  await wen.getByRole('button', { name: 'Do not answer this line' }).click();
  await say(wen, 'And @Vera is the one who asked');
  await expect(line(vera, 'is the one who asked')).toHaveAttribute('data-for-reader', 'true');
  await expect(line(wen, 'is the one who asked')).not.toHaveAttribute('data-for-reader');
}

async function draw(vera: Page, wen: Page): Promise<void> {
  await vera.getByTestId('emote-button').click();
  await vera.getByTestId('emote-tea').click();
  await expect(vera.getByTestId('talk-input')).toHaveValue(':tea:');
  await vera.getByTestId('talk-input').press('Enter');
  await expect(wen.getByTestId('talk-list').getByRole('img', { name: 'tea' })).toBeVisible();
  await say(vera, 'Cheaper at shop.com');
  await expect(vera.getByRole('alert')).toHaveText('Links are for the host and helpers.');
  await vera.getByTestId('talk-input').fill('');
}

async function pin(helper: Page, vera: Page, house: House, roomId: string): Promise<void> {
  await signIn(helper, house, 'moderator');
  await helper.goto(`${house.url}/studio/${roomId}`);
  await helper.getByTestId('panel-talk').click();
  await helper.getByRole('button', { name: 'Moderate what Wen said' }).first().click();
  await helper.getByTestId('line-pin').click();
  await expect(vera.getByTestId('pinned-line')).toContainText('Wen');
  await vera.reload();
  await expect(vera.getByTestId('pinned-line')).toContainText('Hello');
  await helper.getByTestId('unpin-line').click();
  await expect(vera.getByTestId('pinned-line')).toHaveCount(0);
}

async function choose(vera: Page): Promise<void> {
  await vera.getByTestId('barrage-button').click();
  await vera.getByTestId('list-switch').click();
  await vera.getByTestId('area-whole').click();
  await vera.keyboard.press('Escape');
  await expect(vera.getByTestId('talk-list')).toHaveCount(0);
  await vera.reload();
  await expect(vera.getByTestId('barrage-layer')).toBeAttached();
  await expect(vera.getByTestId('talk-list')).toHaveCount(0);
  const [layer, picture] = await Promise.all(
    ['barrage-layer', 'talk-input'].map((id) => vera.getByTestId(id).boundingBox()),
  );
  expect(layer!.height).toBeGreaterThan(picture!.y);
  // Whoever asks for less motion reads the list, whatever was chosen.
  await vera.emulateMedia({ reducedMotion: 'reduce' });
  await expect(vera.getByTestId('talk-list')).toBeVisible();
}
