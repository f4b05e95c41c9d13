// Fovea: Open Walkthrough.
import { commands } from 'vscode';
import type { Command } from './command.js';

export const openWalkthrough: Command = {
  id: 'fovea.openWalkthrough',
  run: ({ context }) =>
    commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`),
};
