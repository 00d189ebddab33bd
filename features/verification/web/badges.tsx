import { BadgeCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Badge } from '../protocol.ts';
import { useBadges } from './use-verification.ts';

/** What is verified, each with what that means, by whom, and since when. Nothing where nothing is. */
export function Badges({ of, id }: { of: 'shops' | 'products'; id: string }) {
  const badges = useBadges(of, id).data ?? [];
  if (badges.length === 0) return null;
  return (
    <ul className="grid max-w-xl gap-2" data-testid="badges">
      {badges.map((badge) => (
        <li key={badge.id}>
          <OneBadge badge={badge} />
        </li>
      ))}
    </ul>
  );
}

function OneBadge({ badge }: { badge: Badge }) {
  const { t } = useTranslation();
  const { kind, claim, meaning, legalName, registerNumber, address, by, at, endsAt } = badge;
  return (
    <details data-testid={`badge-${kind}`} className="rounded-control border border-line bg-surface">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 px-3.5 font-bold text-good">
        <BadgeCheck aria-hidden className="size-5 shrink-0" />
        <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
          {kind === 'shop' ? t('verification:badge.shop') : t('verification:badge.product', { claim })}
        </span>
      </summary>
      <div className="grid gap-2 border-t border-line px-3.5 py-3 text-small">
        <dl className="grid gap-2">
          {meaning !== '' && <Line term={t('verification:badge.meaning')}>{meaning}</Line>}
          {legalName !== '' && <Line term={t('verification:badge.legalName')}>{legalName}</Line>}
          {registerNumber !== '' && <Line term={t('verification:badge.registerNumber')}>{registerNumber}</Line>}
          {address !== '' && <Line term={t('verification:badge.address')}>{address}</Line>}
          <Line term={t('verification:badge.on')}>
            <TimeText at={at} form="day" />
          </Line>
          {endsAt !== null && (
            <Line term={t('verification:badge.ends')}>
              <TimeText at={endsAt} form="day" />
            </Line>
          )}
        </dl>
        <p className="text-muted">{t('verification:badge.by', { name: by })}</p>
      </div>
    </details>
  );
}

export function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="font-semibold">{term}</dt>
      <dd dir="auto" className="whitespace-pre-line text-muted [overflow-wrap:anywhere]">
        {children}
      </dd>
    </div>
  );
}
