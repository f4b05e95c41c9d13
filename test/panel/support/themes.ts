// The colours and fonts that VS Code gives a webview, by theme.
import { readFileSync } from 'node:fs';

export type ThemeName = 'light' | 'dark' | 'contrast' | 'contrastLight';

export interface Theme {
  /** The classes of the page's body. */
  readonly body: string;
  readonly variables: Readonly<Record<string, string>>;
}

export const themes = JSON.parse(readFileSync('test/panel/support/themes.json', 'utf8')) as Readonly<
  Record<ThemeName, Theme>
>;
