// `npm start`: builds with source maps, then opens examples/ with the extension loaded: in an installed VS Code, or else in an
// embedded code-server.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { codeServerInstalled, installCodeServer, startCodeServer } from './codeServer.mjs';
import { findCode, root } from './paths.mjs';

const examples = path.join(root, 'examples');

/** A fixed port, so that the address stays the same from start to start; FOVEA_PORT chooses another, 0 a free one. */
const port = Number(process.env.FOVEA_PORT ?? 8744);

const build = spawnSync(process.execPath, ['esbuild.mjs', '--debug'], { cwd: root, stdio: 'inherit' });
if (build.status !== 0) process.exit(1);

const code = findCode();
if (code) {
  console.log(`Opening examples/ in ${code} …`);
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', examples];
  const { status, error } = spawnSync(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) console.error(error.message);
  process.exit(status ?? 1);
}

let server;
const end = () => (server ? void server.stop() : process.exit(1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
// npm does not hand every signal on: where it has ended, so do we.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && end(), 500).unref();
try {
  if (!codeServerInstalled()) {
    console.log('No VS Code found. Installing code-server into .code-server/, once (about 290 MB) …');
    await installCodeServer();
  }
  server = await startCodeServer({ extension: root, port });
  console.log(
    `\n  ${server.url}/?folder=${encodeURI(examples)}\n\nVS Code with Fovea is at this address. Ctrl-C ends it.`,
  );
  await server.exited;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
