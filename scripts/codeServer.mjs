// An embedded code-server, which is VS Code in a browser: installed into an ignored folder, started on loopback, stopped by its pid.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './paths.mjs';

/** VS Code 1.100. Later code-servers refuse Node 20, and are three times as large. */
const version = '4.100.3';
const home = path.join(root, '.code-server', version);
const packageDir = path.join(home, 'node_modules', 'code-server');
const entry = path.join(packageDir, 'out', 'node', 'entry.js');
/** Written last, so that an interrupted installation is not taken for one. */
const complete = path.join(home, 'complete');

/** Whether `installCodeServer` has nothing left to do. */
export const codeServerInstalled = () => existsSync(complete);

/**
 * Installs code-server from the npm registry: about a minute and 290 MB. Its own install script is passed over, as it
 * compiles far more than a local server needs, and takes minutes. What is compiled here wants a C++ compiler and Python:
 * argon2, without which it does not start, and what writes its logs and ends extension hosts that lost their parent.
 */
export async function installCodeServer() {
  if (codeServerInstalled()) return;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(
    path.join(home, 'package.json'),
    JSON.stringify({ private: true, dependencies: { 'code-server': version } }),
  );
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await npm(install, home);
  await npm(['rebuild', 'argon2', '--loglevel=error'], home);
  const vscode = path.join(packageDir, 'lib', 'vscode');
  await npm([...install, '--omit=dev'], vscode);
  // It also runs without these two, where a later Node cannot compile them.
  await npm(['rebuild', '@vscode/spdlog', 'native-watchdog', '--loglevel=error'], vscode).catch(
    () => undefined,
  );
  writeFileSync(complete, '');
}

/** Runs npm in `cwd`; rejects with a sentence that holds npm's own output when it fails. */
function npm(args, cwd) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn(windows ? 'npm.cmd' : 'npm', args, {
      cwd,
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`Installing code-server failed at "npm ${args.join(' ')}":\n${output}`)),
    );
  });
}

/**
 * Starts code-server on loopback without a password, with its own throw-away settings and extensions.
 *
 * - `extension`: a folder to be loaded directly, or a `.vsix` to be installed; none loads no extension of ours.
 * - `port`: another one is taken where it is in use; 0 takes any.
 * - `settings`: added to the user's settings. `env`: added to the environment of server and extensions.
 *
 * Resolves once it answers. `stop` ends it and removes what it wrote; `exited` resolves when it has ended.
 *
 * @param {{ extension?: string, port?: number, settings?: object, env?: Record<string, string> }} options
 */
export async function startCodeServer({ extension, port = 0, settings = {}, env = {} } = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'fovea-code-server-'));
  const userData = path.join(dir, 'data');
  const extensions = path.join(dir, 'extensions');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(path.join(dir, 'config.yaml'), 'auth: none\ncert: false\n');
  writeFileSync(
    path.join(userData, 'User', 'settings.json'),
    JSON.stringify({ ...quiet, ...settings }, null, 2),
  );

  const log = path.join(dir, 'log.txt');
  const output = openSync(log, 'a');
  const run = (...args) => {
    const environment = { ...process.env, XDG_CONFIG_HOME: dir, XDG_DATA_HOME: dir, ...env };
    // Set in a terminal inside VS Code, it would make code-server talk to that one instead of starting.
    delete environment.VSCODE_IPC_HOOK_CLI;
    const own = [
      '--config',
      path.join(dir, 'config.yaml'),
      '--user-data-dir',
      userData,
      '--extensions-dir',
      extensions,
    ];
    return spawn(process.execPath, [entry, ...own, ...args], {
      env: environment,
      stdio: ['ignore', output, output],
    });
  };
  const fail = (message) => {
    const text = readFileSync(log, 'utf8').trim();
    rmSync(dir, { recursive: true, force: true });
    return new Error(`${message}\n${text}`);
  };

  if (extension?.endsWith('.vsix')) {
    const installer = run('--install-extension', extension);
    const code = await new Promise((resolve) => installer.on('exit', resolve));
    if (code !== 0) throw fail(`code-server could not install ${extension}.`);
  } else if (extension) {
    loadFolder(extensions, extension);
  }

  port = await freePort(port);
  const child = run(
    ...[
      '--bind-addr',
      `127.0.0.1:${port}`,
      '--auth',
      'none',
      '--disable-telemetry',
      '--disable-update-check',
    ],
    ...['--disable-workspace-trust', '--disable-getting-started-override'],
  );
  const exited = new Promise((resolve) => child.on('exit', resolve));
  // However this process ends, it leaves no server behind.
  process.on('exit', () => child.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(1));
  }
  const stop = async () => {
    const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exited;
    clearTimeout(kill);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };

  const deadline = Date.now() + 60_000;
  while (!(await answers(port))) {
    if (child.exitCode !== null)
      throw fail(`code-server ended with status ${child.exitCode} before it answered.`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw fail('code-server did not answer within 60 seconds.');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // `localhost`, not 127.0.0.1: browsers allow the service worker behind webviews for the name.
  return { url: `http://localhost:${port}`, port, pid: child.pid, log, stop, exited };
}

/** Settings that keep a fresh VS Code from asking, fetching or decorating. */
const quiet = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'chat.commandCenter.enabled': false,
  'workbench.enableExperiments': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** Makes `folder` an installed extension without a copy, so that a rebuild needs but a reload of the window. */
function loadFolder(extensions, folder) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const link = `${publisher}.${name}-${version}`;
  symlinkSync(folder, path.join(extensions, link), 'junction');
  writeFileSync(
    path.join(extensions, 'extensions.json'),
    JSON.stringify([
      {
        identifier: { id: `${publisher}.${name}` },
        version,
        location: { $mid: 1, path: path.posix.join(extensions, link), scheme: 'file' },
        relativeLocation: link,
      },
    ]),
  );
}

/** `wanted` where nobody listens on it, else any port. */
function freePort(wanted) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', (error) => (wanted === 0 ? reject(error) : freePort(0).then(resolve, reject)));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}
