import { FileDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { State, Verification } from '../protocol.ts';
import { Line } from './badges.tsx';

const tones: Record<State, 'plain' | 'good' | 'warn' | 'bad' | 'accent'> = {
  ...{ waiting: 'accent', holds: 'good', changed: 'warn', over: 'warn' },
  ...{ declined: 'bad', withdrawn: 'plain', revoked: 'bad' },
};

/** One application whole: what it says, its documents and its record. What can be done with it stands below. */
export function VerificationCard({ one, children }: { one: Verification; children?: ReactNode }) {
  const { t } = useTranslation();
  const { kind, productId, productTitle: title, claim, state } = one;
  const what = kind === 'shop' ? one.shopName : t('verification:card.product', { title, claim });
  return (
    <article
      className="grid gap-4 rounded-card border border-line bg-surface p-4 shadow-low"
      data-testid="verification"
      data-state={state}
    >
      <header className="flex flex-wrap items-start justify-between gap-2">
        <h2 dir="auto" className="min-w-0 font-bold [overflow-wrap:anywhere]">
          {what}
        </h2>
        <Badge tone={tones[state]}>{t(`verification:state.${state}`)}</Badge>
      </header>
      {kind === 'product' && (
        <p className="flex flex-wrap gap-x-4 text-small text-muted">
          {t('verification:card.shop', { shop: one.shopName })}
          <Link to={`/products/${productId}`} className="font-semibold text-accent-text underline">
            {t('verification:card.open')}
          </Link>
        </p>
      )}
      {state === 'changed' && (
        <Notice tone="warn">
          {t(kind === 'shop' ? 'verification:why.changedShop' : 'verification:why.changedProduct')}
        </Notice>
      )}
      <Said one={one} />
      <Documents one={one} />
      <Record one={one} />
      {children}
    </article>
  );
}

function Said({ one: { meaning, legalName, registerNumber, address, note } }: { one: Verification }) {
  const { t } = useTranslation();
  return (
    <dl className="grid gap-2 text-small">
      {legalName !== '' && <Line term={t('verification:badge.legalName')}>{legalName}</Line>}
      {registerNumber !== '' && <Line term={t('verification:badge.registerNumber')}>{registerNumber}</Line>}
      {address !== '' && <Line term={t('verification:badge.address')}>{address}</Line>}
      {meaning !== '' && <Line term={t('verification:badge.meaning')}>{meaning}</Line>}
      {note !== '' && <Line term={t('verification:card.note')}>{note}</Line>}
    </dl>
  );
}

function Documents({ one: { documents } }: { one: Verification }) {
  const { t } = useTranslation();
  if (documents.length === 0) return null;
  return (
    <section className="grid gap-1.5">
      <h3 className="text-small font-semibold">{t('verification:card.documents')}</h3>
      <ul className="grid gap-1">
        {documents.map(({ id, name }) => (
          <li key={id}>
            <a
              href={`/api/verification-documents/${id}`}
              download
              data-testid="verification-document"
              className="inline-flex min-h-9 items-center gap-2 font-semibold text-accent-text underline [overflow-wrap:anywhere]"
            >
              <FileDown aria-hidden className="size-4.5 shrink-0" />
              {name}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Record({ one: { record, endsAt } }: { one: Verification }) {
  const { t } = useTranslation();
  return (
    <section className="grid gap-1.5 text-small">
      <h3 className="font-semibold">{t('verification:record.title')}</h3>
      <ol className="grid gap-1 text-muted">
        {record.map(({ at, act, by, text }) => (
          <li key={`${at} ${act} ${text}`} className="[overflow-wrap:anywhere]">
            <TimeText at={at} /> · {t(`verification:record.${act}`, { name: by })}
            {text !== '' && (
              <>
                {': '}
                <bdi>{text}</bdi>
              </>
            )}
          </li>
        ))}
        {endsAt !== null && (
          <li>
            {t('verification:badge.ends')} <TimeText at={endsAt} form="day" />
          </li>
        )}
      </ol>
    </section>
  );
}
