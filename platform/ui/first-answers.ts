/** The server has put these into the page: what it answers this visitor at these addresses of its API. */
const blockId = 'first-answers';
/** They are of the moment when the page was made; whoever asks later asks the server. */
const freshMsMax = 10_000;

let held: Map<string, unknown> | undefined;

/** What the page brought along for this address of the API, once; undefined when it brought nothing, or long ago. */
export function takeFirstAnswer<T>(path: string): T | undefined {
  held ??= read();
  if (performance.now() > freshMsMax) forgetFirstAnswers();
  const answer = held.get(path) as T | undefined;
  held.delete(path);
  return answer;
}

/** After a write they may be wrong. */
export function forgetFirstAnswers(): void {
  held = new Map();
}

function read(): Map<string, unknown> {
  try {
    const text = document.getElementById(blockId)?.textContent;
    return new Map(Object.entries(JSON.parse(text ?? '{}') as Record<string, unknown>));
  } catch {
    return new Map();
  }
}
