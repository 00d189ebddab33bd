/** Text of a page that is known to be whole: what came from people in it is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** html`<p title="${anything}">${anything}</p>`: whatever is put in is text, unless it is Html itself; nothing, where it is false or null. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (Html | string | number | false | null)[]
): Html {
  return new Html(strings.reduce((text, part, at) => `${text}${written(values[at - 1]!)}${part}`));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign]!);
}

/** Data that a page carries: no script, so no policy has to allow it. No `<` is left in it, and so nothing ends it early. */
export function jsonBlock(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return new Html(`<script type="application/json" id="${escapeHtml(id)}">${json}</script>`);
}

function written(value: Html | string | number | false | null): string {
  if (value instanceof Html) return value.text;
  return value === false || value === null ? '' : escapeHtml(String(value));
}
