// The language server's process: `--stdio` for any editor, `--node-ipc` for VS Code.
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.js';
import { nodeHost } from './workspace/nodeFileSystem.js';

// What is known of a text lives until its next edit. V8 would take that for long, and place the next one where dead texts
// pile up, each holding the next, until a slow collection: edits of large files took a third longer.
setFlagsFromString('--no-allocation-site-pretenuring');

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];
if (!process.argv.some((argument) => transports.some((transport) => argument.startsWith(transport)))) {
  process.argv.push('--stdio');
}

const connection = createConnection(ProposedFeatures.all);
// Whatever was missed: the editor's other requests must still be answered.
process.on('uncaughtException', (error) => connection.console.error(error.stack ?? error.message));
process.on('unhandledRejection', (reason) => connection.console.error(String(reason)));
startServer(connection, nodeHost);
