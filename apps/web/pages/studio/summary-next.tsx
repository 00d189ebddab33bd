import { ArrowRight, Clapperboard, Clock, Link2, type LucideIcon, Package, PackageX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productNumbers } from '../../../../features/catalog/product-numbers.ts';
import type { SummaryProps } from './summary-props.ts';
import { useCopyLink } from './use-copy-link.ts';

/** What is worth doing now, each with the way to it: only what really is so. */
export function SummaryNext({ roomId, view, sales, inBag }: SummaryProps) {
  const { t } = useTranslation();
  const copy = useCopyLink(roomId);
  const { paid, unpaid } = sales.sums;
  const soldOut = inBag.filter((product) => productNumbers(product).left === 0).length;
  const merchant = view.may('merchant');
  const orders = merchant ? '/merchant/orders' : null;
  return (
    <section className="grid gap-3">
      <h3 className="text-title font-extrabold">{t('rooms:studio.summary.next')}</h3>
      <ul className="grid grid-cols-1 gap-2 md:grid-cols-2">
        {paid > 0 && <Step icon={Package} text={t('rooms:studio.summary.pack', { count: paid })} to={orders} />}
        {unpaid > 0 && <Step icon={Clock} text={t('rooms:studio.summary.wait', { count: unpaid })} to={orders} />}
        {soldOut > 0 && (
          <Step
            icon={PackageX}
            text={t('rooms:studio.summary.restock', { count: soldOut })}
            to={merchant ? '/merchant' : null}
          />
        )}
        <Step icon={Link2} text={t('rooms:studio.summary.share')} onAct={copy} />
        <Step icon={Clapperboard} text={t('rooms:studio.summary.newShow')} to="/studio" />
      </ul>
    </section>
  );
}

interface StepProps {
  icon: LucideIcon;
  text: string;
  to?: string | null;
  onAct?(): void;
}

function Step({ icon: Icon, text, to, onAct }: StepProps) {
  const face = (
    <>
      <span className="grid size-10 shrink-0 place-items-center rounded-control bg-accent-soft text-accent-text">
        <Icon aria-hidden className="size-5" />
      </span>
      <span className="min-w-0 flex-1 font-semibold">{text}</span>
      {(to || onAct) && <ArrowRight aria-hidden className="size-5 shrink-0 text-muted" />}
    </>
  );
  const look = 'flex size-full items-center gap-3 rounded-card border border-line bg-surface p-2.5 text-start';
  const acts = `${look} transition hover:border-line-strong`;
  return (
    <li>
      {to ? (
        <Link to={to} className={acts}>
          {face}
        </Link>
      ) : onAct ? (
        <button type="button" onClick={onAct} className={acts}>
          {face}
        </button>
      ) : (
        <p className={look}>{face}</p>
      )}
    </li>
  );
}
