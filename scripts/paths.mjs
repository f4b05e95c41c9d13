// Where the project is, and where the programs are that the scripts and tests look for on a machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The first of `names` found on PATH, or of `places`; undefined where there is none. */
function find(names, places) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((dir) => names.flatMap((name) => suffixes.map((suffix) => path.join(dir, name + suffix))));
  return [...onPath, ...places].find((file) => existsSync(file));
}

/** Windows' folders for programs, of the machine and of the user. */
const programs = [
  process.env.LOCALAPPDATA && path.join(process.env.LOCALAPPDATA, 'Programs'),
  process.env.LOCALAPPDATA,
  process.env.ProgramFiles,
  process.env['ProgramFiles(x86)'],
].filter(Boolean);

/** VS Code's command line (`code`), or that of a build of it. */
export const findCode = () =>
  find(
    ['code', 'code-insiders', 'codium'],
    [
      '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
      '/Applications/VSCodium.app/Contents/Resources/app/bin/codium',
      '/usr/share/code/bin/code',
      '/snap/bin/code',
      '/var/lib/flatpak/exports/bin/com.visualstudio.code',
      ...programs.map((dir) => path.join(dir, 'Microsoft VS Code', 'bin', 'code.cmd')),
    ],
  );

/** VS Code's own program, which @vscode/test-electron wants. */
export const findElectron = () =>
  find(
    [],
    [
      process.env.VSCODE_PATH,
      '/Applications/Visual Studio Code.app/Contents/MacOS/Electron',
      '/usr/share/code/code',
      '/snap/code/current/usr/share/code/code',
      '/usr/share/codium/codium',
      ...programs.map((dir) => path.join(dir, 'Microsoft VS Code', 'Code.exe')),
    ].filter(Boolean),
  );

/** Chromium or a browser built on it. */
export const findChromium = () =>
  find(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      ...programs.flatMap((dir) => [
        path.join(dir, 'Chromium', 'Application', 'chrome.exe'),
        path.join(dir, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      ]),
    ],
  );

/** Neovim. */
export const findNeovim = () =>
  find(
    ['nvim'],
    programs.map((dir) => path.join(dir, 'Neovim', 'bin', 'nvim.exe')),
  );

/** A Python that has PyTorch; Debian's belongs to Debian's Python, which need not be the first on the path. */
export function findTorch() {
  return [process.env.FOVEA_PYTHON, 'python3', '/usr/bin/python3'].find(
    (each) => each && spawnSync(each, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
  );
}
