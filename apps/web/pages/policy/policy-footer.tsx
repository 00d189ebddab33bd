import type { Shop } from '../../../../features/shops/protocol.ts';
import { PolicyLinks } from '../../../../features/shops/web/policy-links.tsx';
import { usePolicies } from '../../../../features/shops/web/use-settings.ts';

/** At the foot of a page: what the shops on it have written, each under its name when there are several. */
export function PolicyFooter({ shops }: { shops: readonly Shop[] }) {
  return (
    <footer className="grid gap-2 empty:hidden">
      {shops.map((shop) => (
        <OfShop key={shop.id} shop={shop} named={shops.length > 1} />
      ))}
    </footer>
  );
}

function OfShop({ shop, named }: { shop: Shop; named: boolean }) {
  const written = (usePolicies(shop.id).data?.policies.length ?? 0) > 0;
  if (!written) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 border-t border-line pt-3">
      {named && <span className="text-small font-semibold">{shop.name}</span>}
      <PolicyLinks shopId={shop.id} />
    </div>
  );
}
