import { ThemeButton } from '../shared/theme/theme-button.tsx'
import css from './page.module.css'

const pages = [['graph', 'Graph'], ['targets', 'Targets']] as const

/** The bar of every page. */
export function Header({ current }: { readonly current: (typeof pages)[number][0] }) {
  return (
    <header class={css['bar']}>
      <a class={css['brand']} href="/graph"><Mark />Prometheus</a>
      <nav aria-label="Pages">{pages.map(([path, label]) => <a key={path} href={`/${path}`} {...(path === current ? { 'aria-current': 'page' as const } : {})}>{label}</a>)}</nav>
      <ThemeButton />
    </header>
  )
}

function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="10.5" fill="#e0563a" />
      <path d="M12 5.500c.6 2.600 3.600 3.800 3.600 7A3.600 3.600 0 0 1 12 16.200a3.600 3.600 0 0 1-3.600-3.700c0-1.500.8-2.400 1.500-3.200.2 1 .7 1.500 1.200 1.700-.3-2 .1-3.900.9-5.500ZM8 17.800h8" fill="#fff" stroke="#fff" stroke-width="1.400" stroke-linecap="round" />
    </svg>
  )
}
