/**
 * Where a list goes on: the last row that was shown. Nothing but the row's id is in it, which whoever has the list knows;
 * a running number would tell strangers how much a shop sells. The letter keeps the cursor of one list out of another.
 */
export type CursorOf = 'p' | 'o';

export function writeCursor(list: CursorOf, id: string): string {
  return `${list}${id.replaceAll('-', '')}`;
}

/** The id of the row, or null for what no list has given out. */
export function readCursor(list: CursorOf, text: string): string | null {
  const found = /^([a-z])([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(text);
  return found && found[1] === list ? found.slice(2).join('-') : null;
}

/** One row more than a page holds says that there is a next one. */
export function cutPage<T extends { readonly id: string }>(
  list: CursorOf,
  rows: readonly T[],
  limit: number,
): { readonly page: readonly T[]; readonly next: string | null } {
  const page = rows.slice(0, limit);
  return { page, next: rows.length > limit ? writeCursor(list, page.at(-1)!.id) : null };
}
