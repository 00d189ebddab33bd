import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Language, Shop } from '../protocol.ts';
import type { ChangeSettings, Policy, PolicyHead, PolicyKind, Sender, Setup, ShopSettings } from '../settings.ts';
import { deliveryOf, type KeptDelivery } from './terms-store.ts';

type Row = Omit<Shop, 'id'> & Pick<ShopSettings, 'tax' | 'sandbox' | 'sender'> & KeptDelivery & Setup;

export async function readSettings(sql: Reader, shopId: string): Promise<Omit<ShopSettings, 'currencyFixed'> | null> {
  const [row] = await sql<Row[]>`
    select name, currency, country, language, languages, demo, tax, delivery, delivery_methods as methods, sandbox, sender,
      setup_done as done, setup_skipped as skipped, setup_away as away
    from shops where id = ${shopId}`;
  if (!row) return null;
  const { tax, delivery: kept, methods, sandbox, sender, done, skipped, away, ...shop } = row;
  const delivery = deliveryOf(shopId, { delivery: kept, methods });
  return { shop: { id: shopId, ...shop }, tax, delivery, sandbox, sender, setup: { done, skipped, away } };
}

/** Only what is given; the rest stays. */
export async function writeSettings(tx: Tx, shopId: string, change: ChangeSettings): Promise<void> {
  const { languages, tax, delivery, sender, sandbox } = change;
  const pickup = delivery && { pickup: delivery.pickup, pickupNote: delivery.pickupNote };
  await tx.sql`
    update shops set
      language = coalesce(${languages?.main ?? null}, language),
      languages = coalesce(${languages?.all ?? null}::text[], languages),
      tax = coalesce(${tax ? tx.sql.json(tax) : null}, tax),
      delivery = delivery || coalesce(${pickup ? tx.sql.json(pickup) : null}, '{}'::jsonb),
      delivery_methods = coalesce(${delivery ? tx.sql.json(delivery.methods) : null}, delivery_methods),
      sandbox = coalesce(${sandbox ?? null}, sandbox),
      sender = case when ${sender === undefined} then sender else ${sender ? tx.sql.json(sender) : null} end
    where id = ${shopId}`;
}

export async function writeSetup(tx: Tx, shopId: string, { done, skipped, away }: Setup): Promise<void> {
  await tx.sql`
    update shops set setup_done = ${done}::text[], setup_skipped = ${skipped}::text[], setup_away = ${away}
    where id = ${shopId}`;
}

/** The sender of the one real shop, for letters of the installation itself; null where there are several or none. */
export async function onlySender(sql: Reader): Promise<Sender | null> {
  const rows = await sql<{ sender: Sender | null }[]>`select sender from shops where not demo limit 2`;
  return rows.length === 1 ? rows[0]!.sender : null;
}

/** The one real shop; null where there are several or none. */
export async function onlyRealShop(sql: Reader): Promise<string | null> {
  const rows = await sql<{ id: string }[]>`select id from shops where not demo limit 2`;
  return rows.length === 1 ? rows[0]!.id : null;
}

export async function readPolicyHeads(sql: Reader, shopId: string): Promise<PolicyHead[]> {
  const rows = await sql<PolicyHead[]>`
    select kind, language, (extract(epoch from changed_at) * 1000)::bigint as "changedAt"
    from shop_policies where shop_id = ${shopId} order by kind, language`;
  return [...rows];
}

export async function readPolicies(sql: Reader, shopId: string, kind: PolicyKind): Promise<Policy[]> {
  const rows = await sql<Policy[]>`
    select kind, language, text, (extract(epoch from changed_at) * 1000)::bigint as "changedAt"
    from shop_policies where shop_id = ${shopId} and kind = ${kind} order by language`;
  return [...rows];
}

export async function writePolicy(
  tx: Tx,
  shopId: string,
  policy: { readonly kind: PolicyKind; readonly language: Language; readonly text: string },
): Promise<void> {
  const { kind, language, text } = policy;
  if (text === '') {
    await tx.sql`delete from shop_policies where shop_id = ${shopId} and kind = ${kind} and language = ${language}`;
    return;
  }
  await tx.sql`
    insert into shop_policies (shop_id, kind, language, text, changed_at)
    values (${shopId}, ${kind}, ${language}, ${text}, to_timestamp(${tx.now}::float8 / 1000))
    on conflict (shop_id, kind, language) do update set text = excluded.text, changed_at = excluded.changed_at`;
}
