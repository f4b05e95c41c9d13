// Names from files in labels, where VS Code takes `$(bug)` for a picture.
export const literal = (text: string): string => text.replaceAll('$(', '\\$(');
