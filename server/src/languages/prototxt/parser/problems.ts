// What is wrong with the syntax of a prototxt: the messages of `syntax`.

type Shown = string | number | bigint;

export const prototxtProblems = {
  wrongBracket: (name: Shown, wanted: Shown) => `Wrong closing bracket of \`${name}\`: write \`${wanted}\`.`,
  unmatchedBracket: 'Unmatched closing bracket. Remove it, or open a message before it.',
  missingColon: (name: Shown) => `Missing colon between \`${name}\` and its value.`,
  equalsSign: (name: Shown) => `Use a colon instead of \`=\` after \`${name}\`.`,
  fieldExpected: (found: Shown) => `Expected a field such as \`layer { … }\` or \`name: "…"\`, not ${found}.`,
  unclosedList: 'Unclosed list: add `]`.',
  unclosedMessage: 'Unclosed message: add `}`.',
  tooDeep: (depth: Shown) => `Messages are nested more than ${depth} levels deep.`,
  unclosedExtension: 'Unclosed extension name: add `]`.',
  invalidNumber: (text: Shown) => `\`${text}\` is not a number.`,
  missingValue: (name: Shown, name2: Shown, name3: Shown) =>
    `Missing value of \`${name}\`. Write \`${name2}: …\` or \`${name3} { … }\`.`,
  unclosedField: (name: Shown) => `Unclosed \`${name}\`: add \`}\` before the next one.`,
  noBlobName: (name: Shown) => `\`${name}\` is not a name of a blob: it has no blanks and no quotes.`,
  usedBlobName: (name: Shown) => `\`${name}\` is already a blob of this network.`,
  unclosedString: 'Unclosed string: add a quote.',
} as const;
