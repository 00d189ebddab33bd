import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { type House, laptop, type Person, phone } from './house.ts';
import type { LiveRoom } from './live-room.ts';
import { choose } from './preferences.ts';
import { openBag } from './room-acts.ts';

export interface World {
  readonly house: House;
  readonly live: LiveRoom;
  readonly scheduledId: string;
  /** A room for members. */
  readonly closedId: string;
  readonly productId: string;
  readonly people: Readonly<Record<Who, Person>>;
}

type Who = 'guest' | 'host' | 'merchant' | 'operator';

export interface JourneyPage {
  readonly name: string;
  readonly who: Who;
  readonly path: (world: World) => string;
  /** What is on it when it can be judged. */
  readonly shows: string;
  /** What is opened on it first. */
  readonly open?: (page: Page) => Promise<void>;
}

const live = ({ live: { id } }: World) => `/rooms/${id}`;

/** What is seen only while the show is on. */
export const isInShow = ({ path, name }: JourneyPage) => path === live || name === 'home';

/** Every page that a journey leads to. A new page is a new line. */
export const pages: readonly JourneyPage[] = [
  { name: 'home', who: 'guest', path: () => '/', shows: 'room-card' },
  { name: 'preferences', who: 'guest', path: () => '/', shows: 'room-card', open: openPreferences },
  { name: 'room, live', who: 'guest', path: live, shows: 'pinned-card' },
  { name: 'bag', who: 'guest', path: live, shows: 'pinned-card', open: openBag },
  { name: 'product in the room', who: 'guest', path: live, shows: 'pinned-card', open: openPinned },
  { name: 'checkout', who: 'guest', path: live, shows: 'pinned-card', open: openCheckout },
  {
    name: 'room, scheduled',
    who: 'guest',
    path: ({ scheduledId }) => `/rooms/${scheduledId}`,
    shows: 'room-scheduled',
  },
  { name: 'product', who: 'guest', path: ({ productId }) => `/products/${productId}`, shows: 'skip-link' },
  { name: 'orders', who: 'guest', path: () => '/orders', shows: 'own-order' },
  { name: 'sign-in', who: 'guest', path: () => '/sign-in', shows: 'sign-in-submit' },
  { name: 'reset', who: 'guest', path: () => '/reset', shows: 'reset-send' },
  { name: 'not found', who: 'guest', path: () => '/nowhere', shows: 'skip-link' },
  { name: 'closed room', who: 'guest', path: ({ closedId }) => `/rooms/${closedId}`, shows: 'closed-room' },
  { name: 'unknown room', who: 'guest', path: () => '/rooms/nowhere', shows: 'skip-link' },
  { name: 'studio', who: 'host', path: () => '/studio', shows: 'studio-rooms' },
  { name: 'studio, preparing', who: 'host', path: ({ scheduledId }) => `/studio/${scheduledId}`, shows: 'studio-bag' },
  { name: 'merchant, products', who: 'merchant', path: () => '/merchant', shows: 'merchant-products' },
  { name: 'merchant, product', who: 'merchant', path: () => '/merchant/products/new', shows: 'edit-title' },
  { name: 'merchant, import', who: 'merchant', path: () => '/merchant/import', shows: 'export-csv' },
  {
    name: 'merchant, stock',
    who: 'merchant',
    path: ({ productId }) => `/merchant/products/${productId}/stock`,
    shows: 'stock-journal',
  },
  { name: 'merchant, orders', who: 'merchant', path: () => '/merchant/orders', shows: 'merchant-orders' },
  { name: 'merchant, coupons', who: 'merchant', path: () => '/merchant/coupons', shows: 'coupon-new' },
  { name: 'merchant, money', who: 'merchant', path: () => '/merchant/money', shows: 'ledger-sum' },
  { name: 'merchant, staff', who: 'merchant', path: () => '/merchant/staff', shows: 'staff-member' },
  { name: 'merchant, record', who: 'merchant', path: () => '/merchant/audit', shows: 'merchant-audit' },
  { name: 'merchant, reviews', who: 'merchant', path: () => '/merchant/reviews', shows: 'shop-reviews' },
  {
    name: 'merchant, verification',
    who: 'merchant',
    path: () => '/merchant/verification',
    shows: 'shop-verifications',
  },
  { name: 'operator, books', who: 'operator', path: () => '/operator/books', shows: 'books-report' },
  {
    name: 'operator, verification',
    who: 'operator',
    path: () => '/operator/verification',
    shows: 'operator-verifications',
  },
];

const [light, dark, simple] = [
  { theme: 'light', simple: false },
  { theme: 'dark', simple: false },
  { theme: 'light', simple: true },
] as const;

/**
 * Each size and each look, and on `npm run test:access` each look on each size: a run of axe takes seconds, and what it
 * finds in the dark on a laptop and not on a phone is rare. The simple mode is for viewers first: of the staff's pages it
 * is judged there.
 */
const all = process.env.ACCESS_ALL === '1';
const sheets = '[role=dialog], [role=alertdialog]';
const sizesFor = (who: Who) => [
  { size: phone, looks: all ? [light, dark, simple] : who === 'guest' ? [light, simple] : [light] },
  { size: laptop, looks: all ? [light, dark, simple] : [dark] },
];

/** What axe finds serious on one page, on a phone and on a laptop. */
async function judge(world: World, { name, who, path, shows, open }: JourneyPage): Promise<string[]> {
  const { page } = world.people[who];
  const found: string[] = [];
  for (const { size, looks } of sizesFor(who)) {
    await page.setViewportSize(size.viewport);
    await page.goto(`${world.house.url}${path(world)}`);
    await expect(page.getByTestId(shows).first()).toBeAttached();
    await choose(page, looks[0] ?? light);
    await open?.(page);
    // What lies behind a sheet is a page of its own in this list.
    const sheet = open !== undefined && (await page.locator(sheets).count()) > 0;
    found.push(...(await findingsOf(page, `${name} ${size.viewport.width}`, looks, sheet ? sheets : 'html')));
  }
  return found;
}

/** One after the other: they are of one person, who has one page. */
export async function judgeAll(world: World, own: readonly JourneyPage[]): Promise<string[]> {
  const found: string[] = [];
  for (const one of own) found.push(...(await judge(world, one)));
  return found;
}

type Look = typeof light | typeof dark | typeof simple;

export const everyLook: readonly Look[] = [light, dark, simple];

export async function findingsOf(
  page: Page,
  name: string,
  looks: readonly Look[] = all ? everyLook : [light, dark],
  within = 'html',
): Promise<string[]> {
  const found: string[] = [];
  for (const look of looks) {
    await choose(page, look);
    // Colours on their way from one look to the next belong to neither.
    await settled(page);
    // Without its own blank page for gathering frames, of which we have none, a run takes half as long.
    const axe = new AxeBuilder({ page })
      .setLegacyMode()
      .include(within)
      .options({ resultTypes: ['violations'] });
    // Another theme has other colours, and nothing else.
    const coloursOnly = look === dark && looks.includes(light);
    const { violations } = await (coloursOnly ? axe.withRules(['color-contrast']) : axe).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      const where = nodes.slice(0, 3).map((node) => node.target.join(' '));
      found.push(`${name} ${look.theme}${look.simple ? ' simple' : ''}: ${id} at ${where.join(' and ')}`);
    }
  }
  return found;
}

/** Far longer than anything of ours moves. */
const settledMsMax = 5_000;

/** All that moves to an end has come there; what goes on for ever, or stands still on its way, is left alone. */
async function settled(page: Page): Promise<void> {
  await page.evaluate((msMax) => {
    const ending = document
      .getAnimations()
      .filter((one) => one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime));
    const ended = Promise.all(ending.map((one) => one.finished.catch(() => null)));
    return Promise.race([ended, new Promise((resolve) => setTimeout(resolve, msMax))]);
  }, settledMsMax);
}

async function openPreferences(page: Page): Promise<void> {
  await page.getByTestId('preferences-button').click();
  await expect(page.getByTestId('preferences')).toBeVisible();
}

export async function openPinned(page: Page): Promise<void> {
  await page.getByTestId('pinned-open').click();
  await expect(page.getByTestId('product-sheet')).toBeVisible();
}

async function openCheckout(page: Page): Promise<void> {
  await page.getByTestId('pinned-buy').click();
  await expect(page.getByTestId('buy-sheet')).toBeVisible();
}
