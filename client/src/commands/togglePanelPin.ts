// Fovea: Toggle Pin of Network Panel. A pinned panel stays with its file; an unpinned one follows the active editor.
import type { Command } from './command.js';

export const togglePanelPin: Command = {
  id: 'fovea.togglePanelPin',
  run: ({ panels }) => panels.togglePin(),
};
