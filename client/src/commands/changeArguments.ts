// Fovea: Change Arguments… Asks for the arguments that a network is made with, and writes them into the file.
import { window } from 'vscode';
import { askForNetwork, give } from '../networks/networks.js';
import type { Command } from './command.js';

export const changeArguments: Command = {
  id: 'fovea.changeArguments',
  run: async ({ client }, argument) => {
    const target = await askForNetwork(
      client,
      argument,
      (network) => network.arguments !== undefined,
      'Select the network whose arguments to change',
    );
    if (!target) return;
    const text = await window.showInputBox({
      title: `Arguments of ${target.network}`,
      prompt: 'Named arguments, in the syntax of the file. Leave empty to use the defaults.',
      placeHolder: 'depth=50, width=64',
      value: target.entry.arguments ?? '',
      validateInput: (value) =>
        /^\s*([\p{L}_][\p{L}\p{N}_]*\s*=(?!=)\s*\S.*)?$/u.test(value)
          ? undefined
          : 'Enter names and values, such as depth=50, width=64.',
    });
    if (text !== undefined) await give(client, target, { arguments: text });
  },
};
