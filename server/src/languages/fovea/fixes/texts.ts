// The texts of the editor features that only Fovea has; each once, with its arguments.

const quoted = (text: string): string => `\`${text.replace(/\s+/g, ' ')}\``;

/** Titles of quick fixes. */
export const actionTitles = {
  insert: (text: string) => `Insert ${quoted(text)}`,
  remove: (text: string) => `Remove ${quoted(text)}`,
  replace: (before: string, after: string) => `Change ${quoted(before)} to ${quoted(after)}`,
  write: (text: string) => `Write ${quoted(text)}`,
  add: (argument: string) => `Add ${quoted(argument)}`,
  removeArgument: (argument: string) => `Remove the argument ${quoted(argument)}`,
};
