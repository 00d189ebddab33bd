import { type Browser, expect, type Page } from '@playwright/test';
import { type House, laptop, type Person, person, phone, signIn, test } from './house.ts';
import { say } from './room-acts.ts';

test('[C1-C7] a helper deletes a line from every screen and mutes who said it, who is told; the merchant reads the record', async ({
  browser,
  house,
}) => {
  const roomId = await openRoom(browser, house);
  const helper = await person(browser, phone);
  const [vera, wen] = await watch(browser, house, roomId);
  await test.step('a line goes from every screen', () => remove(helper.page, house, roomId, [vera.page, wen.page]));
  await test.step('who said it is muted, and told so; the helper takes it back', () => mute(helper.page, vera.page));
  await test.step('slow mode is shown to everybody', () => slow(helper.page, wen.page));
  await test.step('the merchant reads what was done', () => record(browser, house));
  for (const { context } of [helper, vera, wen]) await context.close();
});

/** A live room, made as the studio makes one; nothing of it is looked at here. */
async function openRoom(browser: Browser, house: House): Promise<string> {
  const { context } = await person(browser, laptop);
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(`${house.url}${path}`, { headers: { origin: house.url }, data });
    expect(answer.status(), path).toBe(200);
  };
  await post('/api/auth/sign-in/email', {
    email: house.signIns.host!.email,
    password: house.signIns.host!.password,
  });
  const { shops } = await (await context.request.get(`${house.url}/api/shops`)).json();
  const id = crypto.randomUUID();
  await post('/api/rooms', { id, shopId: shops[0].id, title: 'An evening at the wheel' });
  await post(`/api/rooms/${id}/live`, { id: crypto.randomUUID() });
  await context.close();
  return id;
}

async function watch(browser: Browser, house: House, roomId: string): Promise<[Person, Person]> {
  const people = [await person(browser, phone), await person(browser, laptop)] as const;
  for (const { page } of people) await page.goto(`${house.url}/rooms/${roomId}`);
  await say(people[0].page, 'Cheaper at my shop dot example', 'Vera');
  await say(people[1].page, 'What a calm colour', 'Wen');
  return [...people];
}

const line = (page: Page, text: string) => page.getByTestId('talk-line').filter({ hasText: text });

async function remove(helper: Page, house: House, roomId: string, viewers: readonly Page[]): Promise<void> {
  await signIn(helper, house, 'moderator');
  await helper.goto(`${house.url}/studio/${roomId}`);
  await helper.getByTestId('panel-talk').click();
  for (const page of viewers) await expect(line(page, 'Cheaper')).toBeVisible();
  // By the keyboard alone: the button of the line, then the first act in the dialog.
  await helper.getByRole('button', { name: 'Moderate what Vera said' }).focus();
  await helper.keyboard.press('Enter');
  await helper.getByTestId('line-reason').selectOption('spam');
  await helper.getByTestId('line-remove').press('Enter');
  for (const page of [...viewers, helper]) await expect(line(page, 'Cheaper')).toHaveCount(0);
  const [, wen] = viewers;
  await wen!.reload();
  await expect(line(wen!, 'What a calm colour')).toBeVisible();
  await expect(line(wen!, 'Cheaper')).toHaveCount(0);
}

async function mute(helper: Page, vera: Page): Promise<void> {
  await say(vera, 'Why did you do that');
  await helper.getByRole('button', { name: 'Moderate what Vera said' }).click();
  await helper.getByTestId('line-mute-tenMinutes').click();
  await expect(helper.getByTestId('just-muted')).toContainText('Vera is muted.');
  await say(vera, 'Hello?');
  await expect(vera.getByRole('alert')).toHaveText('You are muted here for another 10 min.');
  await helper.getByTestId('just-muted').getByTestId('unmute').click();
  await expect(helper.getByTestId('just-muted')).toHaveCount(0);
  await vera.getByTestId('talk-send').click();
  await expect(line(vera, 'Hello?')).toBeVisible();
}

async function slow(helper: Page, wen: Page): Promise<void> {
  await helper.getByTestId('slow-mode').selectOption('30');
  await expect(wen.getByTestId('talk-input')).toHaveAttribute('placeholder', 'Slow mode: one line in 30 s');
  // The first is said if the one before it is old enough; the second is too soon in any case.
  for (const text of ['One more thing', 'And another']) await say(wen, text);
  await expect(wen.getByRole('alert')).toContainText('You can write again in');
  await helper.getByTestId('slow-mode').selectOption('0');
}

async function record(browser: Browser, house: House): Promise<void> {
  const merchant = await person(browser, laptop);
  await signIn(merchant.page, house, 'merchant');
  await merchant.page.goto(`${house.url}/merchant/audit`);
  const entries = merchant.page.getByTestId('audit-entry');
  await expect(entries).toHaveCount(5);
  await expect(entries.last()).toContainText('Milo Brandt deleted a line of Vera');
  await expect(entries.last()).toContainText('Cheaper at my shop dot example');
  await expect(entries.last()).toContainText('Advertising or flooding');
  await merchant.context.close();
}
