import { useState } from 'react';
import { useMe } from '../../../features/accounts/web/use-me.ts';
import type { FollowKind } from '../../../features/shops/following.ts';
import { FollowButton } from '../../../features/shops/web/follow-button.tsx';
import { useFollow } from '../../../features/shops/web/use-follow.ts';
import { useLater } from '../../../platform/ui/use-later.ts';

const loadNameDialog = async () => (await import('../../../features/accounts/web/name-dialog.tsx')).NameDialog;

interface FollowThisProps {
  kind: FollowKind;
  id: string;
  name: string;
  on?: 'page' | 'picture';
}

/** Follows in one's own name; whoever has none yet is asked for it, and follows then. Nobody follows oneself. */
export function FollowThis({ kind, id, name, on }: FollowThisProps) {
  const me = useMe().data;
  const { set } = useFollow(kind, id);
  const [asking, setAsking] = useState(false);
  const NameDialog = useLater(asking, loadNameDialog).part;
  const named = () => {
    setAsking(false);
    void set.run(true);
  };
  if (me?.accountId === id) return null;
  return (
    <>
      <FollowButton
        kind={kind}
        followedId={id}
        name={name}
        named={me === undefined ? null : me.name !== null}
        onNameless={() => setAsking(true)}
        {...(on ? { on } : {})}
      />
      {NameDialog && <NameDialog open={asking} onOpenChange={setAsking} onNamed={named} />}
    </>
  );
}
