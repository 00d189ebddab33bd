const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Beyond a week a date says more than a number of days. */
const farMs = 7 * dayMs;

/** "5 minutes ago", "tomorrow", in the reader's language; null when it is too far for such words. */
export function relativeTime(at: number, now: number, locale: string): string | null {
  const apart = at - now;
  const far = Math.abs(apart);
  if (far > farMs) return null;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (far < minuteMs) return words.format(0, 'second');
  if (far < hourMs) return words.format(Math.trunc(apart / minuteMs), 'minute');
  if (far < dayMs) return words.format(Math.trunc(apart / hourMs), 'hour');
  return words.format(Math.trunc(apart / dayMs), 'day');
}
