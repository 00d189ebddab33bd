import { useTranslation } from 'react-i18next';

/** A moment in the reader's language and time zone. */
export function TimeText({ at, form = 'dayAndTime' }: { at: number; form?: 'day' | 'time' | 'dayAndTime' }) {
  const { i18n } = useTranslation();
  const date = new Date(at);
  return <time dateTime={date.toISOString()}>{new Intl.DateTimeFormat(i18n.language, forms[form]).format(date)}</time>;
}

const forms: Record<string, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: 'medium' },
  time: { timeStyle: 'short' },
  dayAndTime: { dateStyle: 'medium', timeStyle: 'short' },
};
