// The language server's process: `--stdio` for any editor, `--node-ipc` for VS Code.
import process from 'node:process';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.js';
import { nodeHost } from './workspace/nodeFileSystem.js';

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];
if (!process.argv.some((argument) => transports.some((transport) => argument.startsWith(transport)))) {
  process.argv.push('--stdio');
}

const connection = createConnection(ProposedFeatures.all);
// Whatever was missed: the editor's other requests must still be answered.
process.on('uncaughtException', (error) => connection.console.error(error.stack ?? error.message));
process.on('unhandledRejection', (reason) => connection.console.error(String(reason)));
startServer(connection, nodeHost);
