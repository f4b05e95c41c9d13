// Fovea: Change Input… Asks for the shape of a network's input, and writes it into the file.
import { window } from 'vscode';
import { askForNetwork, give } from '../networks.js';
import type { Command } from './command.js';

/** `3x224x224`; several inputs are parted by commas. Undefined for what is no list of shapes. */
export function readInputs(text: string): readonly (readonly number[])[] | undefined {
  if (text.trim() === '') return [];
  const shapes = text.split(',').map((part) =>
    part
      .trim()
      .split(/\s*[x×]\s*/i)
      .map((size) => (/^[1-9]\d*$/.test(size) ? Number(size) : NaN)),
  );
  return shapes.flat().every(Number.isSafeInteger) ? shapes : undefined;
}

export const changeInput: Command = {
  id: 'fovea.changeInput',
  run: async ({ client }, argument) => {
    const target = await askForNetwork(
      client,
      argument,
      ({ takesInputs, inputs }) => takesInputs && inputs.length > 0,
      'Change the input of which network?',
    );
    if (!target) return;
    const { network, entry } = target;
    const { inputs } = entry;
    const assumed = inputs.find((input) => input.assumed !== undefined)?.assumed;
    const text = await window.showInputBox({
      title: `${inputs.length > 1 ? 'Inputs' : 'Input'} of ${network}: ${inputs.map(({ name }) => name).join(', ')}`,
      prompt: `Sizes without the batch, channels first${inputs.length > 1 ? '; inputs parted by commas' : ''}.${assumed === undefined ? '' : ` Assumed until now: ${assumed}.`} Empty: what the file tells otherwise.`,
      placeHolder: '3x224x224',
      value: inputs.flatMap(({ sizes }) => (sizes ? [sizes.join('x')] : [])).join(', '),
      validateInput: (value) =>
        readInputs(value) ? undefined : 'Whole numbers from 1 on, such as 3x224x224.',
    });
    const shapes = text === undefined ? undefined : readInputs(text);
    if (shapes) await give(client, target, { inputs: shapes });
  },
};
