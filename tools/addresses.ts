import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../apps/settings.ts';
import { setupAddress } from './setup-address.ts';

interface Demo {
  readonly rooms: readonly { readonly title: string; readonly url: string }[];
  readonly signIns: readonly { readonly role: string; readonly email: string; readonly password: string }[];
}

/** So long the start waits for the address of the demo's show: it is worth having, and nobody depends on it. */
const showMsMax = 3_000;
const showPollMs = 100;

/** Where to go now that everything runs. */
export async function addressLines(settings: Settings): Promise<string[]> {
  const demo = settings.shopDemo ? await readDemo(settings.dataDir) : undefined;
  const lines = ['', `  Home      ${settings.publicUrl}/`];
  const show = demo && (await readShow(settings.dataDir));
  if (show) lines.push(`  Demo      ${settings.publicUrl}/rooms/${show}  (on the air while somebody watches)`);
  for (const room of demo?.rooms ?? [])
    lines.push(`  Room      ${new URL(room.url, settings.publicUrl)}  (${room.title})`);
  lines.push(`  Studio    ${settings.publicUrl}/studio`, `  API docs  ${settings.publicUrl}/docs`);
  for (const { role, email, password } of demo?.signIns ?? [])
    lines.push(`  Sign in   ${role}: ${email} / ${password}`);
  const setup = await setupAddress(settings);
  if (setup) lines.push('', '  Open a shop of your own, once, at', `  ${setup}`);
  return [...lines, ''];
}

/** The room of the demo's show, which begins as soon as the server answers. */
async function readShow(dataDir: string): Promise<string | null> {
  for (const until = performance.now() + showMsMax; ; await sleep(showPollMs)) {
    const text = await readFile(path.join(dataDir, 'demo-show.json'), 'utf8').catch(() => '{}');
    const { roomId = null } = JSON.parse(text) as { roomId?: string | null };
    if (roomId !== null || performance.now() > until) return roomId;
  }
}

/** Only who may read the data folder learns the demo's passwords; there is no demo where there is no such file. */
async function readDemo(dataDir: string): Promise<Demo | undefined> {
  try {
    return JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8')) as Demo;
  } catch {
    return undefined;
  }
}
