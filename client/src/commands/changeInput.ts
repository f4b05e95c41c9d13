// Fovea: Change Input… Asks for the shape of a network's input, and writes it into the file.
import { window } from 'vscode';
import { readShapes } from '../../../server/src/directives/shapes.js';
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
      'Select the network whose input to change',
    );
    if (!target) return;
    const { network, entry } = target;
    const { inputs } = entry;
    const assumed = inputs.find((input) => input.assumed !== undefined)?.assumed;
    const text = await window.showInputBox({
      title: `${inputs.length > 1 ? 'Inputs' : 'Input'} of ${network}: ${inputs.map(({ name }) => name).join(', ')}`,
      prompt: `Sizes without the batch, channels first${inputs.length > 1 ? '; separate inputs with commas' : ''}.${assumed === undefined ? '' : ` Currently assumed: ${assumed}.`} Leave empty to use the value from the file.`,
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
