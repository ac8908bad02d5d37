import { storedTheme } from './stored-theme.ts'

// Runs before the page is painted, so that a dark page does not flash white. `?theme=light` wins, as in Grafana.
const asked = new URLSearchParams(location.search).get('theme')
const theme = asked === 'light' || asked === 'dark' ? asked : storedTheme()
if (theme) document.documentElement.dataset['theme'] = theme
