import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { type AuditEntry, auditEntriesMax } from '../protocol.ts';
import { MuteEnd } from './mute-end.tsx';

/** Who moderated what in the shop's rooms. Nothing here can be changed, by nobody. */
export function AuditList({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const audit = useAudit(shopId);
  if (audit.data === undefined) {
    if (audit.isError) return <ErrorState text={refusalText(audit.error)} onRetry={() => void audit.refetch()} />;
    return <Skeleton className="h-48 rounded-card" />;
  }
  const entries = audit.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0)
    return (
      <EmptyState
        testId="merchant-audit"
        icon={ScrollText}
        title={t('moderation:audit.empty')}
        text={t('moderation:audit.emptyText')}
      />
    );
  return (
    <div data-testid="merchant-audit" className="grid gap-4">
      <p className="text-muted">{t('moderation:audit.lead')}</p>
      <ol className="grid gap-2" data-testid="audit">
        {entries.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      {audit.hasNextPage && (
        <Button look="plain" busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('moderation:audit.older')}
        </Button>
      )}
    </div>
  );
}

function useAudit(shopId: string) {
  return useInfiniteQuery({
    queryKey: ['audit', shopId],
    queryFn: ({ pageParam }) =>
      api.get<{ entries: AuditEntry[] }>(`/api/shops/${shopId}/audit${pageParam ? `?before=${pageParam}` : ''}`),
    initialPageParam: '',
    getNextPageParam: ({ entries }) => (entries.length < auditEntriesMax ? undefined : entries.at(-1)?.id),
  });
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const { act, byName, whomName, text, scope, until, seconds, reason, at, roomTitle } = entry;
  const values = { by: byName, whom: whomName ?? '', seconds: seconds ?? 0 };
  const what = act === 'slow_set' && seconds === 0 ? 'slow_ended' : act;
  return (
    <article
      data-testid="audit-entry"
      className="grid gap-1.5 rounded-card border border-line bg-surface p-3 shadow-low"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-bold">{t(`moderation:audit.act.${what}`, values)}</h2>
        <span className="text-small text-muted">
          <TimeText at={at} />
        </span>
      </div>
      {text !== null && (
        <blockquote className="rounded-control bg-sunken px-3 py-1.5 [overflow-wrap:anywhere]">{text}</blockquote>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-muted">
        <span>{roomTitle ?? t('moderation:audit.roomGone')}</span>
        {act === 'muted' && scope !== null && (
          <span>
            <MuteEnd scope={scope} until={until} />
          </span>
        )}
        {reason !== null && <Badge tone="warn">{t(`moderation:reason.${reason}`)}</Badge>}
      </p>
    </article>
  );
}
