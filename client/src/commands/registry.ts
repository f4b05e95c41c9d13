// The list of commands.
import { commands } from 'vscode';
import type { App, Command } from './command.js';
import { changeArguments } from './changeArguments.js';
import { changeInput } from './changeInput.js';
import { chooseNetwork } from './chooseNetwork.js';
import { goToNetwork } from './goToNetwork.js';
import { newNetwork } from './newNetwork.js';
import { openExample } from './openExample.js';
import { openPanel } from './openPanel.js';
import { openPanelToSide } from './openPanelToSide.js';
import { openWalkthrough } from './openWalkthrough.js';
import { refreshNetworks } from './refreshNetworks.js';
import { restartServer } from './restartServer.js';
import { showLog } from './showLog.js';
import { stopNetworks } from './stopNetworks.js';
import { togglePanelPin } from './togglePanelPin.js';

const all: readonly Command[] = [
  changeArguments,
  changeInput,
  chooseNetwork,
  goToNetwork,
  newNetwork,
  openExample,
  openPanel,
  openPanelToSide,
  openWalkthrough,
  refreshNetworks,
  restartServer,
  showLog,
  stopNetworks,
  togglePanelPin,
];

/** Makes the commands callable for as long as the extension runs. */
export function registerCommands(app: App): void {
  for (const { id, run } of all) {
    app.context.subscriptions.push(commands.registerCommand(id, (argument) => run(app, argument)));
  }
}
