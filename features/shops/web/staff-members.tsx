import { useQueryClient } from '@tanstack/react-query';
import { UserPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { ConfirmDialog } from '../../../platform/ui/confirm-dialog.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { StaffMember } from '../protocol.ts';
import { StaffForm } from './staff-form.tsx';
import { staffKey, useStaff } from './use-shops.ts';

/** Who runs the shop, and what each may do. */
export function StaffMembers({ shopId, ownAccountId }: { shopId: string; ownAccountId: string | null }) {
  const { t } = useTranslation();
  const staff = useStaff(shopId);
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<StaffMember | null>(null);
  if (staff.data === undefined) {
    if (staff.isError) return <ErrorState text={refusalText(staff.error)} onRetry={() => void staff.refetch()} />;
    return <Skeleton className="h-48 rounded-card" />;
  }
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{t('shops:staff.lead')}</p>
        <Button onClick={() => setAdding(true)} data-testid="staff-add">
          <UserPlus aria-hidden className="size-5" />
          {t('shops:staff.add')}
        </Button>
      </div>
      {staff.data.staff.length === 0 && <EmptyState icon={Users} title={t('shops:staff.empty')} />}
      <ul className="grid gap-2">
        {staff.data.staff.map((member) => (
          <li key={member.accountId}>
            <Member
              shopId={shopId}
              member={member}
              own={member.accountId === ownAccountId}
              onChange={() => setChanging(member)}
            />
          </li>
        ))}
      </ul>
      <Dialog open={adding} onOpenChange={setAdding} title={t('shops:staff.add')}>
        <StaffForm shopId={shopId} member={null} onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog
        open={changing !== null}
        onOpenChange={(open) => !open && setChanging(null)}
        title={t('shops:staff.edit', { name: changing?.name ?? '' })}
      >
        {changing && (
          <StaffForm key={changing.accountId} shopId={shopId} member={changing} onDone={() => setChanging(null)} />
        )}
      </Dialog>
    </div>
  );
}

interface MemberProps {
  shopId: string;
  member: StaffMember;
  own: boolean;
  onChange(): void;
}

function Member({ shopId, member, own, onChange }: MemberProps) {
  const { t } = useTranslation();
  return (
    <article
      data-testid="staff-member"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-line bg-surface p-3 shadow-low"
    >
      <span
        aria-hidden
        className="grid size-11 place-items-center rounded-full bg-accent-soft font-extrabold text-accent-text"
      >
        {initials(member.name)}
      </span>
      <span className="grid min-w-40 flex-1">
        <span className="font-bold">
          {member.name} {own && <span className="text-small font-normal text-muted">({t('shops:staff.you')})</span>}
        </span>
        <span className="truncate text-small text-muted">{member.email}</span>
      </span>
      <span className="flex flex-wrap gap-1.5">
        {member.roles.map((role) => (
          <Badge key={role} tone="accent">
            {t(`shops:staff.role.${role}`)}
          </Badge>
        ))}
      </span>
      {member.email !== null && (
        <span className="flex gap-2 max-sm:w-full">
          <Button look="plain" size="small" onClick={onChange} className="max-sm:flex-1">
            {t('shops:staff.roles')}
          </Button>
          <Revoke shopId={shopId} name={member.name} email={member.email} />
        </span>
      )}
    </article>
  );
}

function Revoke({ shopId, name, email }: { shopId: string; name: string; email: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useAct((id, who: string) => api.put(`/api/shops/${shopId}/staff`, { id, email: who, roles: [] }), {
    onDone: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: staffKey(shopId) });
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  return (
    <>
      <Button
        look="bad"
        size="small"
        onClick={() => setAsking(true)}
        className="max-sm:flex-1"
        data-testid="staff-revoke"
      >
        {t('shops:staff.revoke')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('shops:staff.revokeTitle', { name })}
        text={t('shops:staff.revokeText', { name })}
        yes={t('shops:staff.revokeYes')}
        no={t('shops:staff.revokeNo')}
        busy={revoke.busy}
        problem={revoke.error === null ? null : refusalText(revoke.error)}
        testId="confirm-revoke"
        onYes={() => void revoke.run(email)}
        onClose={() => {
          setAsking(false);
          revoke.forget();
        }}
      />
    </>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toLocaleUpperCase() ?? '')
    .join('');
}
