import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { classNames } from '../../../platform/ui/class-names.ts';
import { policyKinds } from '../settings.ts';
import { usePolicies } from './use-settings.ts';

interface PolicyLinksProps {
  shopId: string | undefined;
  /** Where leaving the page would lose something, such as a show or a form, they open beside it. */
  beside?: boolean;
  className?: string;
}

/** The ways to what the shop has written; nothing where it has written nothing. */
export function PolicyLinks({ shopId, beside = false, className }: PolicyLinksProps) {
  const { t } = useTranslation();
  const policies = usePolicies(shopId).data?.policies ?? [];
  const kinds = policyKinds.filter((kind) => policies.some((policy) => policy.kind === kind));
  if (kinds.length === 0) return null;
  return (
    <nav aria-label={t('shops:policies.label')} data-testid="policy-links">
      <ul className={classNames('flex flex-wrap gap-x-4 text-small', className)}>
        {kinds.map((kind) => (
          <li key={kind}>
            <Link
              to={`/shops/${shopId}/policies/${kind}`}
              {...(beside ? { target: '_blank', rel: 'noopener' } : {})}
              className="inline-flex min-h-9 items-center text-muted underline underline-offset-4 hover:text-ink"
            >
              {t(`shops:policy.${kind}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
