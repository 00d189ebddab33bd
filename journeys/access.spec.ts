import { expect, type Page } from '@playwright/test';
import { laptop, person, phone, signIn, test } from './house.ts';
import { everyLook, findingsOf, isInShow, judgeAll, openPinned, pages, type World } from './journey-pages.ts';
import { expectTrapped, focused, tabTo } from './keyboard.ts';
import { endShow, openLiveRoom, prepareRoom } from './live-room.ts';
import { beginWith, choose } from './preferences.ts';
import { fillAddress, say } from './room-acts.ts';

test.describe.configure({ mode: 'serial' });

let world: World;

test.beforeAll(async ({ browser, house }) => {
  test.setTimeout(180_000);
  const title = `Everybody is welcome ${Date.now()}`;
  const live = await openLiveRoom(browser, house, title);
  const [guest, host, merchant, operator] = [
    await person(browser, phone),
    await person(browser, laptop),
    await person(browser, laptop),
    await person(browser, laptop),
  ];
  const scheduledId = await prepareRoom(host, house, 'Next Sunday');
  const closedId = crypto.randomUUID();
  const { shopId } = await (await host.page.request.get(`${house.url}/api/rooms/${live.id}`)).json();
  await host.page.request.post(`${house.url}/api/rooms`, {
    headers: { origin: house.url },
    data: { id: closedId, shopId, title: 'Among ourselves', audience: 'members' },
  });
  await signIn(merchant.page, house, 'merchant');
  await signIn(operator.page, house, 'operator');
  const bag = await (await guest.page.request.get(`${house.url}/api/rooms/${live.id}/bag`)).json();
  world = {
    house,
    live,
    scheduledId,
    closedId,
    productId: bag.products[0].id,
    people: { guest, host, merchant, operator },
  };
});

test.afterAll(async () => {
  for (const { context } of [world.live.host, ...Object.values(world.people)]) await context.close();
});

test('[2.3] the keyboard alone finds a show, hears it, talks, and buys', async ({ browser, house }) => {
  test.setTimeout(240_000);
  const { context, page } = await person(browser, laptop);
  await page.goto(house.url);
  await test.step('past the head of the page, into the room', () => enterByKeyboard(page));
  await test.step('sound and barrage', () => hearByKeyboard(page));
  await test.step('talk, with a name', () => talkByKeyboard(page));
  await test.step('a sheet keeps the keyboard, and gives it back', () => lookByKeyboard(page));
  await test.step('an order, paid', () => buyByKeyboard(page));
  await context.close();
});

test('[2.3] a screen reader is told what others say, in words or in numbers, unless it is turned off', async () => {
  const { guest } = world.people;
  const { page } = world.live.host;
  const told = guest.page.getByTestId('talk-announcer');
  await guest.page.goto(`${world.house.url}/rooms/${world.live.id}`);
  await expect(guest.page.getByTestId('live-picture')).toHaveAttribute('data-state', 'playing');
  await hostSays(page, 'Welcome, everybody');
  await expect(told).toContainText('of the shop: Welcome, everybody');
  await choose(guest.page, { talkRead: false });
  await hostSays(page, 'This is the glaze');
  await expect(guest.page.getByTestId('talk-list')).toContainText('This is the glaze');
  await expect(told).toBeEmpty();
  await expect(guest.page.locator('video')).toHaveAttribute('aria-label', /picture/);
});

test('[2.3] in simple mode a phone shows fewer things, larger, and a purchase fits its width', async () => {
  const { page } = world.people.guest;
  await beginWith(page, { simple: true });
  await page.goto(world.house.url);
  await fits(page);
  await page.getByTestId('room-card').filter({ hasText: world.live.title }).click();
  await expect(page.getByTestId('live-picture')).toHaveAttribute('data-state', 'playing');
  await say(page, 'Good evening', 'Vera');
  await expect(page.getByTestId('talk-list')).toContainText('Good evening');
  await expect(page.getByTestId('barrage-layer').locator('span')).toHaveCount(0);
  await fits(page);
  await openPinned(page);
  await fits(page);
  await page.getByTestId('buy-button').click();
  await fillAddress(page);
  await fits(page);
  await page.getByTestId('pay-button').click();
  await expect(page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  await fits(page);
  await page.goto(`${world.house.url}/orders`);
  await expect(page.getByTestId('own-order')).toBeVisible();
  await fits(page);
});

test('[2.3] no page has a serious finding of axe: light, dark and simple, on a phone and on a laptop', async () => {
  test.setTimeout(600_000);
  const findings: string[] = [];
  const { live, people } = world;
  findings.push(...(await judgeAll(world, pages.filter(isInShow))));
  for (const name of ['studio, running', 'studio, ended']) {
    await expect(live.host.page.getByTestId(name === 'studio, running' ? 'on-air' : 'studio-summary')).toBeVisible();
    findings.push(...(await findingsOf(live.host.page, name)));
    if (name === 'studio, running') await endShow(live.host);
  }
  await people.guest.page.goto(`${world.house.url}/rooms/${live.id}`);
  await expect(people.guest.page.getByTestId('room-ended')).toBeVisible();
  findings.push(...(await findingsOf(people.guest.page, 'room, ended', everyLook)));
  // A show takes most of two cores: what does not need it waits until it is over, and then each person looks alone.
  const after = Object.groupBy(
    pages.filter((one) => !isInShow(one)),
    ({ who }) => who,
  );
  const found = await Promise.all(Object.values(after).map((own) => judgeAll(world, own)));
  findings.push(...found.flat());
  expect(findings).toEqual([]);
});

async function enterByKeyboard(page: Page): Promise<void> {
  await expect(page.getByTestId('skip-link')).toBeAttached();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toContain('skip-link');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toContain('MAIN');
  await tabTo(page, page.getByTestId('room-card').filter({ hasText: world.live.title }));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/rooms/${world.live.id}`);
  await expect(page.getByTestId('live-picture')).toHaveAttribute('data-state', 'playing');
  // Whoever does not see the new page hears its name, and goes on from its content.
  await expect(page.getByTestId('announced')).toContainText(world.live.title);
  expect(await focused(page)).toContain('MAIN');
}

async function hearByKeyboard(page: Page): Promise<void> {
  await tabTo(page, page.getByTestId('sound-button'));
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.querySelector('video')!.muted)).toBe(false);
  await tabTo(page, page.getByTestId('barrage-button'));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByTestId('barrage-switch'));
  await page.keyboard.press('Space');
  await expect(page.getByTestId('barrage-switch')).not.toBeChecked();
  await tabTo(page, page.getByTestId('barrage-opacity'));
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('barrage-opacity')).toHaveValue('90');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('barrage-button')).toBeFocused();
}

async function talkByKeyboard(page: Page): Promise<void> {
  const input = page.getByTestId('talk-input');
  await tabTo(page, input);
  await page.keyboard.type('Can I see the handle?');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('name-input')).toBeFocused();
  await expectTrapped(page, page.getByTestId('name-dialog'));
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('name-dialog')).toBeHidden();
  await expect(input).toBeFocused();
  await expect(input).toHaveValue('Can I see the handle?');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('name-input')).toBeFocused();
  await page.keyboard.type('Viktor');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('talk-list')).toContainText('Can I see the handle?');
  await expect(page.getByTestId('talk-announcer')).toContainText('You: Can I see the handle?');
  await expect(input).toBeFocused();
}

async function lookByKeyboard(page: Page): Promise<void> {
  const card = page.getByTestId('pinned-open');
  await tabTo(page, card, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('product-sheet')).toBeVisible();
  await expectTrapped(page, page.getByTestId('product-sheet'));
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('product-sheet')).toBeHidden();
  await expect(card).toBeFocused();
}

async function buyByKeyboard(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByTestId('buy-button'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('buy-sheet')).toBeVisible();
  const fields = { name: 'Viktor Voss', line1: 'Teststraße 2', postcode: '07743', city: 'Jena' };
  for (const [key, value] of Object.entries(fields)) {
    await tabTo(page, page.getByTestId(`address-${key}`));
    await page.keyboard.type(value);
  }
  await tabTo(page, page.getByTestId('pay-button'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('order-result')).toHaveAttribute('data-outcome', 'paid');
  await expect(page.getByTestId('announced-now')).not.toBeEmpty();
  await tabTo(page, page.getByTestId('order-done'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('result-sheet')).toBeHidden();
  await expect.poll(() => focused(page)).not.toContain('BODY');
}

async function hostSays(page: Page, text: string): Promise<void> {
  await page.getByTestId('studio-talk-input').fill(text);
  await page.getByTestId('studio-talk-input').press('Enter');
}

/** Nothing is wider than the phone, and what is tapped is large enough for a hand that is not steady. */
async function fits(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    // As they are laid out: what comes or goes is drawn smaller on its way.
    const small = [...document.querySelectorAll('button')].filter((one) => {
      const { offsetHeight, offsetWidth } = one;
      return one.checkVisibility() && offsetHeight > 1 && (offsetHeight < 56 || offsetWidth < 44);
    });
    const names = small.map((one) => one.getAttribute('aria-label') ?? one.innerText);
    return { wide: document.documentElement.scrollWidth, names, width: innerWidth };
  });
  expect(found.wide).toBeLessThanOrEqual(found.width);
  expect(found.names).toEqual([]);
}
