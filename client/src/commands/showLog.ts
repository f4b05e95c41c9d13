// Fovea: Show Server Log.
import type { Command } from './command.js';

export const showLog: Command = {
  id: 'fovea.showLog',
  run: ({ client }) => client.outputChannel.show(),
};
