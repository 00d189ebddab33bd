import { setupKeyOf } from '../apps/server/keys.ts';
import { localUrl, type Settings } from '../apps/settings.ts';
import { readOrMakeSecret } from './data-folder.ts';

const askMs = 5_000;

/**
 * The address at which the owner of an installation begins, while there is no real shop. The key stands behind `#`, which no
 * browser sends to a server: it gets into no log. It is said in the terminal only, and worth nothing once it was used.
 */
export async function setupAddress(settings: Settings): Promise<string | null> {
  const setup = await askServer(localUrl(settings.host, settings.port));
  if (!setup?.open) return null;
  const key = setupKeyOf(settings.secret ?? readOrMakeSecret(settings.dataDir), setup.number);
  return `${settings.publicUrl}/setup#key=${key}`;
}

/** A start does not fail because nobody says whether it is the first. */
async function askServer(server: string): Promise<{ open: boolean; number: number } | undefined> {
  try {
    const answer = await fetch(`${server}/api/setup`, { signal: AbortSignal.timeout(askMs) });
    return answer.ok ? ((await answer.json()) as { open: boolean; number: number }) : undefined;
  } catch {
    return undefined;
  }
}
