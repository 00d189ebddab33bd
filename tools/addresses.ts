import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../apps/settings.ts';

interface Demo {
  readonly rooms: readonly { readonly title: string; readonly url: string }[];
  readonly signIns: readonly { readonly role: string; readonly email: string; readonly password: string }[];
}

/** Where to go now that everything runs. */
export async function addressLines(settings: Settings): Promise<string[]> {
  const demo = await readDemo(settings.dataDir);
  const lines = ['', `  Home      ${settings.publicUrl}/`];
  for (const room of demo?.rooms ?? [])
    lines.push(`  Room      ${new URL(room.url, settings.publicUrl)}  (${room.title})`);
  lines.push(`  Studio    ${settings.publicUrl}/studio`, `  API docs  ${settings.publicUrl}/docs`);
  for (const { role, email, password } of demo?.signIns ?? [])
    lines.push(`  Sign in   ${role}: ${email} / ${password}`);
  return [...lines, ''];
}

/** Only who may read the data folder learns the demo's passwords; there is no demo where there is no such file. */
async function readDemo(dataDir: string): Promise<Demo | undefined> {
  try {
    return JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8')) as Demo;
  } catch {
    return undefined;
  }
}
