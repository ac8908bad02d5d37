import { Icon } from '../ui/icon.tsx'
import { chooseTheme, useTheme } from './use-theme.ts'

export function ThemeButton() {
  const next = useTheme() === 'dark' ? 'light' : 'dark'
  const label = `Switch to the ${next} theme`
  return <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => chooseTheme(next)}><Icon name={next === 'light' ? 'sun' : 'moon'} /></button>
}
