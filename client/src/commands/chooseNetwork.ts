// Fovea: Choose Network… Shows one of the active file's networks in the panel.
import { ViewColumn, window } from 'vscode';
import { networksOf, pickNetwork } from '../networks/networks.js';
import type { Command } from './command.js';
import { prompts } from '../texts/messages.js';

export const chooseNetwork: Command = {
  id: 'fovea.chooseNetwork',
  run: async ({ client, panels }) => {
    const uri = window.activeTextEditor?.document.uri ?? panels.activeUri;
    if (!uri) return;
    const networks = (await networksOf(client, uri)).filter(({ totals }) => totals !== undefined);
    const entry = await pickNetwork(networks, prompts.pickToShow);
    if (entry) panels.open(ViewColumn.Beside, { uri, network: entry.name });
  },
};
