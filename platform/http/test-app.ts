import type { Actor, Role } from '../kit/actor.ts';
import type { RefusalTable } from '../kit/refusal.ts';
import type { App } from './app.ts';
import { createHttp } from './http.ts';
import { readTexts } from './texts.ts';

/** The cast of every test, under the names that they have everywhere. */
export function castOf(shopId: string, otherShopId: string) {
  const person = (accountId: string, name: string, roles: Record<string, Role[]> = {}): Actor => ({
    viewerId: accountId,
    accountId,
    name,
    sessionId: `session-of-${accountId}`,
    expiresAt: Number.MAX_SAFE_INTEGER,
    operator: false,
    roles,
  });
  return {
    guest: { ...person('guest-0001', ''), accountId: null, name: null, sessionId: null },
    vera: person('vera-0001', 'Vera'),
    viktor: person('viktor-0001', 'Viktor'),
    hana: person('hana-0001', 'Hana Seo', { [shopId]: ['host'] }),
    milo: person('milo-0001', 'Milo Brandt', { [shopId]: ['moderator'] }),
    mara: person('mara-0001', 'Mara Lindt', { [shopId]: ['merchant'] }),
    olu: { ...person('olu-00001', 'Olu Adeyemi'), operator: true },
    /** Holds every role, in another shop. */
    stranger: person('stranger-0001', 'Otto Fremd', { [otherShopId]: ['host', 'moderator', 'merchant'] }),
  } as const;
}
export type Cast = ReturnType<typeof castOf>;

export interface TestApp {
  readonly app: App;
  call(who: Actor, method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: unknown): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  readonly body: any;
}

const origin = 'http://shop.example';

/** The real HTTP platform in front of some features; a header says who asks. */
export async function createTestApp(needs: {
  readonly features: readonly { routes(app: App): void }[];
  readonly cast: Cast;
  readonly refusals: RefusalTable;
  readonly texts: Readonly<Record<string, string>>;
  readonly uploadBytesMax?: number;
}): Promise<TestApp> {
  const people = new Map<string, Actor>(Object.values(needs.cast).map((actor) => [actor.viewerId, actor]));
  const app = await createHttp({
    publicUrl: origin,
    mediaPublicUrl: 'http://shop.example:3001',
    actorOf: async (headers) => people.get(String(headers['x-test-actor'])) ?? needs.cast.guest,
    refusals: needs.refusals,
    texts: await readTexts(needs.texts),
    uploadBytesMax: needs.uploadBytesMax ?? 12 * 1024 * 1024,
  });
  for (const feature of needs.features) feature.routes(app);
  await app.ready();
  return {
    app,
    async call(who, method, url, body) {
      const answer = await app.inject({
        method,
        url,
        headers: { origin, 'x-test-actor': who.viewerId },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
}
