/** `match` takes the light or dark terminal that goes with the page. */
export const terminalThemeNames = ['match', 'light', 'dark', 'contrast', 'deuteranopia', 'tritanopia'] as const
export type TerminalThemeName = (typeof terminalThemeNames)[number]

/** What each is called in the settings. */
export const terminalThemeLabels: Readonly<Record<TerminalThemeName, string>> = {
  match: 'Like the page',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
  deuteranopia: 'Red–green safe',
  tritanopia: 'Blue–yellow safe',
}
