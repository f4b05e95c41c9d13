// The environment of Python that packages are read from: the one that is chosen in the Python extension, else an activated one.
import { env } from 'node:process';
import path from 'node:path';
import { extensions, workspace, type Disposable, type Event, type Uri } from 'vscode';

/** What is used of the Python extension's interface (`@vscode/python-extension`). */
interface PythonExtension {
  readonly environments?: {
    readonly getActiveEnvironmentPath?: (resource?: Uri) => { readonly path: string } | undefined;
    readonly onDidChangeActiveEnvironmentPath?: Event<unknown>;
  };
}

/** The interface, where the extension is there and has started. */
function pythonExtension(): PythonExtension['environments'] {
  const found = extensions.getExtension<PythonExtension | undefined>('ms-python.python');
  return found?.isActive === true ? found.exports?.environments : undefined;
}

/** The folder of an environment, of which the folder or the interpreter is given: `/envs/a/bin/python`, `C:\envs\a\python.exe`. */
function environmentFolder(chosen: string): string | undefined {
  if (!path.isAbsolute(chosen) && !/^[A-Za-z]:[\\/]/.test(chosen)) return undefined;
  const parts = /^(.*?)(?:[\\/](?:bin|Scripts))?[\\/](?:python|pypy)[\w.]*$/i.exec(chosen);
  return parts ? parts[1] : chosen;
}

/** The folder of the environment to read; undefined where none is chosen, and where the workspace is not trusted. */
export function chosenEnvironment(): string | undefined {
  if (!workspace.isTrusted) return undefined;
  const resource = workspace.workspaceFolders?.[0]?.uri;
  let chosen: string | undefined;
  try {
    chosen = pythonExtension()?.getActiveEnvironmentPath?.(resource)?.path;
  } catch {
    // Another version of the extension: as if there were none.
  }
  const folder = chosen === undefined ? undefined : environmentFolder(chosen);
  return folder ?? env.VIRTUAL_ENV ?? env.CONDA_PREFIX;
}

/** Calls back once the Python extension is there, and where another environment is chosen. */
export async function onEnvironmentChange(changed: () => void, subscriptions: Disposable[]): Promise<void> {
  const extension = extensions.getExtension('ms-python.python');
  if (!extension || !workspace.isTrusted) return;
  try {
    await extension.activate();
    const subscription = pythonExtension()?.onDidChangeActiveEnvironmentPath?.(changed);
    if (subscription) subscriptions.push(subscription);
    changed();
  } catch {
    // It does not start: as if it were not there.
  }
}
