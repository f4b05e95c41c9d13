// Fovea: Change Input… Asks for the shape of a network's input, and writes it into the file.
import { window } from 'vscode';
import { readShapes } from '../../../server/src/directives/shapes.js';
import { prompts } from '../texts/messages.js';
import { askForNetwork, give } from '../networks/networks.js';
import type { Command } from './command.js';

/** `3x224x224`; several inputs are separated by commas, and an empty text has none. Why not, for what is no list of shapes. */
function readInputs(text: string): readonly (readonly number[])[] | string {
  if (text.trim() === '') return [];
  const shapes = readShapes(text);
  if ('problem' in shapes) return shapes.problem;
  return shapes.map((sizes) => sizes.map(Number));
}

export const changeInput: Command = {
  id: 'fovea.changeInput',
  run: async ({ client }, argument) => {
    const target = await askForNetwork(
      client,
      argument,
      ({ takesInputs, inputs }) => takesInputs && inputs.length > 0,
      prompts.pickForInput,
    );
    if (!target) return;
    const { network, entry } = target;
    const { inputs } = entry;
    const assumed = inputs.find((input) => input.assumed !== undefined)?.assumed;
    const text = await window.showInputBox({
      title: prompts.inputsOf(
        network,
        inputs.map(({ name }) => name),
      ),
      prompt: prompts.inputs(inputs.length, assumed),
      placeHolder: '3x224x224',
      value: inputs.flatMap(({ sizes }) => (sizes ? [sizes.join('x')] : [])).join(', '),
      validateInput: (value) => {
        const read = readInputs(value);
        return typeof read === 'string' ? read : undefined;
      },
    });
    if (text === undefined) return;
    const shapes = readInputs(text);
    if (typeof shapes !== 'string') await give(client, target, { inputs: shapes });
  },
};
