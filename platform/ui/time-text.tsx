import { relativeTime } from '../kit/relative-time.ts';
import { useLocale } from './locale.ts';

type Form = 'day' | 'time' | 'dayAndTime';

/** A moment in the reader's language and time zone. `near` says "5 minutes ago" while it is less than a week away. */
export function TimeText({ at, form = 'dayAndTime', near = false }: { at: number; form?: Form; near?: boolean }) {
  const locale = useLocale();
  const date = new Date(at);
  const exact = new Intl.DateTimeFormat(locale, forms[form]).format(date);
  const words = near ? relativeTime(at, Date.now(), locale) : null;
  return (
    <time dateTime={date.toISOString()} title={words === null ? undefined : exact}>
      {words ?? exact}
    </time>
  );
}

const forms: Record<Form, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: 'medium' },
  time: { timeStyle: 'short' },
  dayAndTime: { dateStyle: 'medium', timeStyle: 'short' },
};
