import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { StaffMember, StaffRole } from '../protocol.ts';
import { staffKey } from './use-shops.ts';

const roles = ['host', 'moderator', 'merchant'] as const;

interface StaffFormProps {
  shopId: string;
  /** Whose roles are changed; null to name somebody by e-mail. */
  member: StaffMember | null;
  onDone(): void;
}

/** Gives somebody exactly the roles that are ticked. */
export function StaffForm({ shopId, member, onDone }: StaffFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [email, setEmail] = useState(member?.email ?? '');
  const [chosen, setChosen] = useState<readonly StaffRole[]>(member?.roles ?? ['host']);
  const [tried, setTried] = useState(false);
  const save = useAct(
    (id, body: { email: string; roles: readonly StaffRole[] }) =>
      api.put<StaffMember>(`/api/shops/${shopId}/staff`, { id, ...body }),
    {
      onDone: () => {
        void queries.invalidateQueries({ queryKey: staffKey(shopId) });
        void queries.invalidateQueries({ queryKey: ['me'] });
        toast(t('shops:staff.saved'), 'good');
        onDone();
      },
    },
  );
  const emailMissing = !/^\S+@\S+$/.test(email.trim());

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!emailMissing && chosen.length > 0) void save.run({ email: email.trim().toLowerCase(), roles: chosen });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      {member === null && (
        <TextField
          label={t('shops:staff.email')}
          hint={t('shops:staff.emailHint')}
          type="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          problem={tried && emailMissing ? t('shops:staff.emailNeeded') : null}
          data-testid="staff-email"
        />
      )}
      <RoleBoxes chosen={chosen} onChange={setChosen} />
      {tried && chosen.length === 0 && <Notice tone="bad">{t('shops:staff.pickRole')}</Notice>}
      {save.error !== null && <Notice tone="bad">{refusalText(save.error)}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onDone} disabled={save.busy}>
          {t('shops:staff.cancel')}
        </Button>
        <Button type="submit" busy={save.busy} data-testid="staff-save">
          {t(save.busy ? 'shops:staff.saving' : 'shops:staff.give')}
        </Button>
      </div>
    </form>
  );
}

function RoleBoxes({ chosen, onChange }: { chosen: readonly StaffRole[]; onChange(next: readonly StaffRole[]): void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-small font-semibold">{t('shops:staff.roles')}</legend>
      {roles.map((role) => (
        <label
          key={role}
          className="flex min-h-11 cursor-pointer items-start gap-3 rounded-control border border-line bg-surface px-3.5 py-2.5 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="checkbox"
            className="mt-1 size-4.5 shrink-0 accent-accent"
            checked={chosen.includes(role)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, role] : chosen.filter((each) => each !== role))
            }
            data-testid={`staff-role-${role}`}
          />
          <span className="grid">
            <span className="font-bold">{t(`shops:staff.role.${role}`)}</span>
            <span className="text-small text-muted">{t(`shops:staff.roleHint.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
