// Fovea: Read the Networks of the Workspace. Fills the view Networks anew.
import type { Command } from './command.js';

export const refreshNetworks: Command = {
  id: 'fovea.refreshNetworks',
  run: ({ networks }) => networks.start(),
};
