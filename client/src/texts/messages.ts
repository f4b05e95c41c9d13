// What the extension says in inputs, lists, messages and its log: each text once, with its arguments.
// Titles of commands and descriptions of settings are in package.nls.json.

/** Titles, prompts and placeholders of inputs and lists. */
export const prompts = {
  pickForArguments: 'Select the network whose arguments to change',
  pickForInput: 'Select the network whose input to change',
  pickToShow: 'Select the network to show in the panel',
  pickToGoTo: 'Select the network to go to',
  pickExample: 'Select an example to open as a copy',
  noNetworks: 'No networks found in this file.',
  needsArguments: 'needs arguments',
  argumentsOf: (network: string) => `Arguments of ${network}`,
  arguments: 'Named arguments, in the syntax of the file. Leave empty to use the defaults.',
  argumentsExample: 'depth=50, width=64',
  invalidArguments: 'Enter names and values, such as depth=50, width=64.',
  inputsOf: (network: string, names: readonly string[]) =>
    `${names.length > 1 ? 'Inputs' : 'Input'} of ${network}: ${names.join(', ')}`,
  inputs: (count: number, assumed: string | undefined) =>
    `Sizes without the batch, channels first${count > 1 ? '; separate inputs with commas' : ''}.` +
    `${assumed === undefined ? '' : ` Currently assumed: ${assumed}.`} Leave empty to use the value from the file.`,
};

/** The view of the networks of the workspace. */
export const networksView = {
  open: 'Open',
  progress: (done: number, total: number) =>
    total === 0 ? 'Looking for files …' : `${done} of ${total} files read`,
};

/** The status bar item. */
export const statusBar = {
  name: 'Fovea: Network under the Cursor',
  text: (name: string, params: string, macs: string, receptiveField: string) =>
    `${name}: ${params} · ${macs} · field ${receptiveField}`,
};

/** What could not be done; most of these are written to the log. */
export const failures = {
  give: (network: string) => `Fovea cannot write that into the definition of ${network}.`,
  networks: 'Could not list the networks in this file.',
  networkAtCursor: 'Could not find the network under the cursor.',
  panel: 'Could not update the panel.',
  examples: 'Could not read the examples for the comparison.',
  serverHangs: 'The language server does not respond and was stopped.',
};

/** Why there is no earlier version of a file to compare with. */
export const noBase = {
  neverSaved: 'The file has never been saved.',
  unreadable: 'Could not read the saved file.',
  gitDisabled: 'The Git extension of VS Code is disabled.',
  noRepository: 'The file is not in an open Git repository.',
  noCommits: 'The repository has no commit yet.',
  notCommitted: 'The last commit does not contain the file.',
  noNetwork: (network: string) => `That version of the file has no network ${network}.`,
};
