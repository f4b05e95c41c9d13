// The texts of the editor features that only Fovea has; each once, with its arguments.

const quoted = (text: string): string => `\`${text.replace(/\s+/g, ' ')}\``;

/** Titles of refactorings. */
export const refactoringTitles = {
  extract: (name: string) => `Extract into the block ${quoted(name)}`,
  inline: (name: string) => `Inline the block ${quoted(name)}`,
  fold: (rounds: number) => `Fold into a repeat of ${rounds}`,
  nameBranches: 'Name the branches',
  branchNames: 'Write the named values as branches',
  padSame: 'Keep the size with `pad = same`',
  stack: (kernel: number, count: number) =>
    `Replace the ${kernel}×${kernel} convolution with ${count} of 3×3`,
  bottleneck: (channels: number) => `Insert a bottleneck of ${channels} channels`,
  claim: (text: string) => `Add ${quoted(text)}`,
  organizeImports: 'Organize imports',
};

/** Titles of quick fixes. */
export const actionTitles = {
  insert: (text: string) => `Insert ${quoted(text)}`,
  remove: (text: string) => `Remove ${quoted(text)}`,
  replace: (before: string, after: string) => `Change ${quoted(before)} to ${quoted(after)}`,
  write: (text: string) => `Write ${quoted(text)}`,
  add: (argument: string) => `Add ${quoted(argument)}`,
  removeArgument: (argument: string) => `Remove the argument ${quoted(argument)}`,
};
