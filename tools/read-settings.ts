import { existsSync } from 'node:fs';
import { readSettings, type Settings } from '../apps/settings.ts';
import { Problem } from './problem.ts';

const settingsFile = 'livestall.env';
const wrongSettingExitCode = 2;

/** The settings of the environment and of livestall.env, which the environment overrules. */
export function settingsOfProject(defaults: Record<string, string> = {}): Settings {
  if (existsSync(settingsFile)) process.loadEnvFile(settingsFile);
  const settings = readSettings({ ...defaults, ...process.env });
  if ('problem' in settings) throw new Problem(settings.problem, wrongSettingExitCode);
  return settings;
}
