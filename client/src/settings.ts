// What the server is sent of the settings: of those that a fovea.toml may say as well, only what the reader chose.
import { workspace } from 'vscode';
import { chosenEnvironment } from './environment.js';

/** Settings that go before the configuration of a project where somebody chose them, and behind it by default. */
const shared: readonly (readonly [section: string, name: string])[] = [
  ['caffe', 'phase'],
  ['caffe', 'inputShape'],
  ['pytorch', 'inputSize'],
  ['pytorch', 'packages'],
];

/** The section `fovea` without the defaults of shared settings. */
export function chosenSettings(section: unknown): unknown {
  if (!isRecord(section)) return section;
  const settings = workspace.getConfiguration('fovea');
  const result: Record<string, unknown> = { ...section };
  for (const [group, name] of shared) {
    const found = settings.inspect(`${group}.${name}`);
    const values = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue];
    if (values.some((value) => value !== undefined)) continue;
    const { [name]: _, ...others } = isRecord(result[group]) ? result[group] : {};
    result[group] = others;
  }
  const environment = chosenEnvironment();
  if (environment !== undefined)
    result.pytorch = { ...(isRecord(result.pytorch) ? result.pytorch : {}), environment };
  return result;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
