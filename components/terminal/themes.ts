import type { ITheme } from '@xterm/xterm'
import type { TerminalThemeName } from './theme-names.ts'

interface TerminalTheme {
  readonly colours: ITheme
  /** Least contrast of text to ground; programs that ask for yellow on white get a darker yellow. */
  readonly contrastRatio: number
}

const dark: TerminalTheme = {
  contrastRatio: 4.5,
  colours: {
    background: '#101218', foreground: '#dfe3ec', cursor: '#a3a1ff', cursorAccent: '#101218', selectionBackground: '#3b3f63',
    black: '#2a2e38', red: '#ff7b86', green: '#6cd49a', yellow: '#e8c168', blue: '#82aaff', magenta: '#c99bf7', cyan: '#6fd3e0', white: '#d5dae5',
    brightBlack: '#7d8596', brightRed: '#ff9aa2', brightGreen: '#8ee6b4', brightYellow: '#f5d68b', brightBlue: '#a6c4ff', brightMagenta: '#dbb8fb', brightCyan: '#95e4ee', brightWhite: '#f7f8fb',
  },
}

const light: TerminalTheme = {
  contrastRatio: 4.5,
  colours: {
    background: '#fbfbfd', foreground: '#1c1f26', cursor: '#4a45d1', cursorAccent: '#fbfbfd', selectionBackground: '#d5d4fa',
    black: '#1c1f26', red: '#b42332', green: '#13693f', yellow: '#8a5a00', blue: '#1f56c4', magenta: '#8a2bb0', cyan: '#0b6b7a', white: '#6b7180',
    brightBlack: '#565c6b', brightRed: '#cf3040', brightGreen: '#177544', brightYellow: '#8f6000', brightBlue: '#2f66d8', brightMagenta: '#9a35c4', brightCyan: '#0e7688', brightWhite: '#3a404d',
  },
}

const contrast: TerminalTheme = {
  contrastRatio: 7,
  colours: {
    background: '#000000', foreground: '#ffffff', cursor: '#ffff00', cursorAccent: '#000000', selectionBackground: '#ffffff', selectionForeground: '#000000',
    black: '#000000', red: '#ff8a8a', green: '#5cff8f', yellow: '#ffff5c', blue: '#9cc2ff', magenta: '#ff9cff', cyan: '#5cffff', white: '#ffffff',
    brightBlack: '#b0b0b0', brightRed: '#ffb3b3', brightGreen: '#a3ffbf', brightYellow: '#ffffa3', brightBlue: '#c7ddff', brightMagenta: '#ffc7ff', brightCyan: '#a3ffff', brightWhite: '#ffffff',
  },
}

// Red and green become orange and sky blue, after the Okabe–Ito palette; lightness differs as well as hue.
const deuteranopia: TerminalTheme = {
  contrastRatio: 4.5,
  colours: {
    ...dark.colours,
    red: '#ff9e3d', green: '#56b4e9', yellow: '#f0e442', blue: '#8f9dff', magenta: '#e08fc4', cyan: '#b5ecff', white: '#d5dae5',
    brightRed: '#ffb870', brightGreen: '#8accf2', brightYellow: '#f7ee83', brightBlue: '#b3bcff', brightMagenta: '#edb6da', brightCyan: '#d5f5ff',
  },
}

// Blue and yellow are the pair that merges: they are told apart from green and white by lightness and by red.
const tritanopia: TerminalTheme = {
  contrastRatio: 4.5,
  colours: {
    ...dark.colours,
    red: '#ff5c6c', green: '#3fd0bd', yellow: '#ffb8c4', blue: '#2fa3b8', magenta: '#ff7fc0', cyan: '#bff7f2', white: '#e3e3e8',
    brightRed: '#ff8a96', brightGreen: '#7fe5d8', brightYellow: '#ffd5dc', brightBlue: '#6cc4d4', brightMagenta: '#ffa8d5', brightCyan: '#dbfcf9',
  },
}

const themes: Readonly<Record<Exclude<TerminalThemeName, 'match'>, TerminalTheme>> = { light, dark, contrast, deuteranopia, tritanopia }

export function terminalTheme(name: TerminalThemeName, pageIsDark: boolean): TerminalTheme {
  return themes[name === 'match' ? (pageIsDark ? 'dark' : 'light') : name]
}
