import { useQueryClient } from '@tanstack/react-query';
import { ChevronDown, KeyRound, LogOut, PackagePlus, Scale, Store, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Menu, MenuItem } from '../../../platform/ui/menu.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { toast } from '../../../platform/ui/toast.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Me } from '../protocol.ts';
import { auth } from './auth.ts';

/** One's name in the page's head, with the ways that one's roles open, and the way out. */
export function AccountMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = useAct(() => auth.signOut(), {
    onDone: () => {
      void navigate('/');
      queries.clear();
      void queries.resetQueries();
    },
    onError: (error) => toast(refusalText(error), 'bad'),
  });
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('accounts:menu.open', { name: me.name })}
          data-testid="account-menu"
          className="flex h-11 min-w-0 items-center gap-1.5 rounded-full bg-sunken ps-4 pe-3 text-small font-semibold hover:bg-line"
        >
          <span className="max-w-32 truncate">{me.name}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      }
    >
      <OwnWays me={me} />
      {me.email === null ? (
        // Without an e-mail there is no way back in: such a person is offered the way forward instead.
        <MenuItem onChoose={() => void navigate('/sign-in')}>
          <KeyRound aria-hidden className="size-5 text-muted" />
          {t('accounts:menu.signIn')}
        </MenuItem>
      ) : (
        <MenuItem onChoose={() => void signOut.run(undefined)}>
          <LogOut aria-hidden className="size-5 text-muted" />
          <span data-testid="sign-out">{t('accounts:menu.signOut')}</span>
        </MenuItem>
      )}
    </Menu>
  );
}

/** Where one's roles lead. */
function OwnWays({ me }: { me: Me }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <>
      {plays(me, 'host', 'moderator') && (
        <MenuItem onChoose={() => void navigate('/studio')}>
          <Video aria-hidden className="size-5 text-muted" />
          {t('accounts:menu.studio')}
        </MenuItem>
      )}
      {plays(me, 'merchant') && (
        <MenuItem onChoose={() => void navigate('/merchant')}>
          <Store aria-hidden className="size-5 text-muted" />
          {t('accounts:menu.merchant')}
        </MenuItem>
      )}
      {me.operator && (
        <MenuItem onChoose={() => void navigate('/setup')}>
          <PackagePlus aria-hidden className="size-5 text-muted" />
          {t('accounts:menu.openShop')}
        </MenuItem>
      )}
      {me.operator && (
        <MenuItem onChoose={() => void navigate('/operator/books')}>
          <Scale aria-hidden className="size-5 text-muted" />
          {t('accounts:menu.books')}
        </MenuItem>
      )}
    </>
  );
}

/** True when the person holds one of the roles in any shop, or runs the installation. */
export function plays(me: Me, ...roles: Me['roles'][string]): boolean {
  return me.operator || Object.values(me.roles).some((held) => held.some((role) => roles.includes(role)));
}
