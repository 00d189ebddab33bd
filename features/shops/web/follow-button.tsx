import { Check, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import type { FollowKind } from '../following.ts';
import { useFollow } from './use-follow.ts';

interface FollowButtonProps {
  kind: FollowKind;
  followedId: string;
  name: string;
  /** Null while nobody knows; a guest is asked for a name first. */
  named: boolean | null;
  onNameless(): void;
  /** Over the picture it is there only for who does not follow yet. */
  on?: 'page' | 'picture';
}

export function FollowButton({ kind, followedId, name, named, onNameless, on = 'page' }: FollowButtonProps) {
  const { t } = useTranslation();
  const { follow, set } = useFollow(kind, followedId);
  if (follow === undefined || named === null || (on === 'picture' && follow.following)) return null;
  const { following } = follow;
  const Icon = following ? Check : Plus;
  const full = t(following ? 'shops:follow.unfollow' : 'shops:follow.follow', { name });
  const word = t(following ? 'shops:follow.following' : 'shops:follow.word');
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        look={on === 'picture' ? 'glass' : following ? 'plain' : 'accent'}
        className={on === 'picture' ? 'rounded-full text-small' : ''}
        busy={set.busy}
        aria-pressed={following}
        aria-label={full}
        data-testid={`follow-${kind}`}
        onClick={() => (named ? void set.run(!following) : onNameless())}
      >
        {!set.busy && <Icon aria-hidden className="size-4.5" />}
        {kind === 'shop' ? `${word}: ${name}` : word}
      </Button>
      {on === 'page' && follow.followers > 0 && (
        <span className="text-small text-muted">{t('shops:follow.count', { count: follow.followers })}</span>
      )}
      {set.error !== null && (
        <span role="alert" className="text-small font-semibold text-bad">
          {refusalText(set.error)}
        </span>
      )}
    </span>
  );
}
