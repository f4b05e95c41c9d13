// Fovea: New Network. Opens an unsaved file with a network small enough to be replaced.
import { window, workspace } from 'vscode';
import type { Command } from './command.js';

const content = `net Network(classes = 10) {
  input image: 3 x 32 x 32

  conv1: Conv(16, kernel = 3, pad = 1) -> ReLU -> MaxPool(2)
  conv2: Conv(32, kernel = 3, pad = 1) -> ReLU -> GlobalAvgPool
  Flatten -> Linear(classes)
}
`;

export const newNetwork: Command = {
  id: 'fovea.newNetwork',
  run: async () => window.showTextDocument(await workspace.openTextDocument({ language: 'fovea', content })),
};
