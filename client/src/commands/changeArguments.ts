// Fovea: Change Arguments… Asks for the arguments that a network is made with, and writes them into the file.
import { window } from 'vscode';
import { askForNetwork, give } from '../networks/networks.js';
import type { Command } from './command.js';
import { prompts } from '../texts/messages.js';

export const changeArguments: Command = {
  id: 'fovea.changeArguments',
  run: async ({ client }, argument) => {
    const target = await askForNetwork(
      client,
      argument,
      (network) => network.arguments !== undefined,
      prompts.pickForArguments,
    );
    if (!target) return;
    const text = await window.showInputBox({
      title: prompts.argumentsOf(target.network),
      prompt: prompts.arguments,
      placeHolder: prompts.argumentsExample,
      value: target.entry.arguments ?? '',
      validateInput: (value) =>
        /^\s*([\p{L}_][\p{L}\p{N}_]*\s*=(?!=)\s*\S.*)?$/u.test(value) ? undefined : prompts.invalidArguments,
    });
    if (text !== undefined) await give(client, target, { arguments: text });
  },
};
