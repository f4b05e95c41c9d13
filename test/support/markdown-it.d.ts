// What the tests use of markdown-it, which brings no types of its own.
declare module 'markdown-it' {
  export interface Token {
    readonly type: string;
    readonly content: string;
    readonly children: readonly Token[] | null;
  }
  export default class MarkdownIt {
    readonly linkify: { set(options: Readonly<Record<string, boolean>>): unknown };
    constructor(options: { readonly html: boolean; readonly linkify: boolean });
    parse(text: string, environment: object): readonly Token[];
    render(text: string): string;
  }
}
