// Fovea: Open Network Panel. Shows the active file's network in place of the editor.
import { ViewColumn } from 'vscode';
import { targetOf } from '../networks/networks.js';
import type { Command } from './command.js';

export const openPanel: Command = {
  id: 'fovea.openPanel',
  run: ({ panels }, argument) => panels.open(ViewColumn.Active, targetOf(argument)),
};
