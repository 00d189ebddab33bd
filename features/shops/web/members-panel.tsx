import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Member } from '../following.ts';

/** Whom the shop's rooms for members are for. */
export function MembersPanel({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const members = useMembers(shopId);
  return (
    <section className="grid gap-4" data-testid="members">
      <div>
        <h2 className="text-title font-extrabold">{t('shops:members.title')}</h2>
        <p className="text-muted">{t('shops:members.lead')}</p>
      </div>
      <AddMember shopId={shopId} />
      {members.data === undefined ? (
        members.isError ? (
          <ErrorState text={refusalText(members.error)} onRetry={() => void members.refetch()} />
        ) : (
          <Skeleton className="h-24 rounded-card" />
        )
      ) : (
        <ul className="grid gap-2">
          {members.data.members.length === 0 && <li className="text-muted">{t('shops:members.none')}</li>}
          {members.data.members.map((member) => (
            <li key={member.accountId}>
              <MemberRow shopId={shopId} member={member} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const membersKey = (shopId: string) => ['members', shopId];

function useMembers(shopId: string) {
  return useQuery({
    queryKey: membersKey(shopId),
    queryFn: () => api.get<{ members: Member[] }>(`/api/shops/${shopId}/members`),
  });
}

function useSetMember(shopId: string, onDone?: () => void) {
  const queries = useQueryClient();
  return useAct(
    (id, body: { email: string; member: boolean }) => api.put<Member>(`/api/shops/${shopId}/members`, { id, ...body }),
    {
      onDone() {
        void queries.invalidateQueries({ queryKey: membersKey(shopId) });
        onDone?.();
      },
    },
  );
}

function AddMember({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const add = useSetMember(shopId, () => setEmail(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (/^\S+@\S+$/.test(email.trim())) void add.run({ email: email.trim().toLowerCase(), member: true });
  };
  return (
    <form noValidate onSubmit={submit} className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
      <TextField
        label={t('shops:members.email')}
        type="email"
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        problem={add.error === null ? null : refusalText(add.error)}
        data-testid="member-email"
      />
      <Button type="submit" busy={add.busy} data-testid="member-add">
        {t('shops:members.add')}
      </Button>
    </form>
  );
}

function MemberRow({ shopId, member }: { shopId: string; member: Member }) {
  const { t } = useTranslation();
  const remove = useSetMember(shopId);
  const { name, email } = member;
  return (
    <div
      data-testid="member"
      className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-3 shadow-low"
    >
      <span className="grid min-w-40 flex-1">
        <span className="font-bold">{name}</span>
        <span className="truncate text-small text-muted">{email}</span>
      </span>
      {email !== null && (
        <Button look="plain" busy={remove.busy} onClick={() => void remove.run({ email, member: false })}>
          {t('shops:members.remove')}
        </Button>
      )}
      {remove.error !== null && <Notice tone="bad">{refusalText(remove.error)}</Notice>}
    </div>
  );
}
