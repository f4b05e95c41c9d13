// Fovea: Restart Server.
import type { Command } from './command.js';

export const restartServer: Command = {
  id: 'fovea.restartServer',
  run: ({ client }) => client.restart(),
};
