// Fovea: Stop Reading the Workspace. The view Networks keeps what it has.
import type { Command } from './command.js';

export const stopNetworks: Command = {
  id: 'fovea.stopNetworks',
  run: ({ networks }) => networks.stop(),
};
