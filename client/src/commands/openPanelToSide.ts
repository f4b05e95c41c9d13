// Fovea: Open Network Panel to the Side. Shows the active file's network beside the editor.
import { ViewColumn } from 'vscode';
import { targetOf } from '../networks/networks.js';
import type { Command } from './command.js';

export const openPanelToSide: Command = {
  id: 'fovea.openPanelToSide',
  run: ({ panels }, argument) => panels.open(ViewColumn.Beside, targetOf(argument)),
};
