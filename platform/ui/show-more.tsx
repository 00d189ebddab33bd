import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { refusalText } from './refusal-text.ts';
import { Spinner } from './spinner.tsx';

interface ShowMoreProps {
  /** A list that is read in pages, as the library for it tells. */
  list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: unknown;
    fetchNextPage(): Promise<unknown>;
  };
  testId?: string;
}

/**
 * The way on in a list. Where it ends, whoever came by keyboard is told so and is not thrown back to the top. Another search is
 * another list: it has a key of its own.
 */
export function ShowMore({ list, testId }: ShowMoreProps) {
  const { t } = useTranslation();
  const [used, setUsed] = useState(false);
  const end = useRef<HTMLParagraphElement>(null);
  const ended = used && !list.hasNextPage;
  useEffect(() => {
    if (ended) end.current?.focus({ preventScroll: true });
  }, [ended]);
  if (!list.hasNextPage) {
    return used ? (
      <p ref={end} tabIndex={-1} role="status" className="py-2 text-center text-small text-muted outline-none">
        {t('ui:list.end')}
      </p>
    ) : null;
  }
  return (
    <div className="grid justify-items-center gap-2">
      {list.isFetchNextPageError && <Notice tone="bad">{refusalText(list.error)}</Notice>}
      {/* A button that is disabled loses the keyboard, and with it the place in the list. */}
      <Button
        look="plain"
        aria-busy={list.isFetchingNextPage}
        aria-disabled={list.isFetchingNextPage}
        data-testid={testId}
        onClick={() => {
          setUsed(true);
          if (!list.isFetchingNextPage) void list.fetchNextPage();
        }}
      >
        {list.isFetchingNextPage && <Spinner />}
        {t('ui:list.more')}
      </Button>
    </div>
  );
}
