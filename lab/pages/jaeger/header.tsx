import { ThemeButton } from '../shared/theme/theme-button.tsx'
import css from './page.module.css'

const pages = [['search', 'Search'], ['dependencies', 'Dependencies']] as const

/** The bar of every page: where to go, and a way to a trace whose id is known. */
export function Header({ current }: { readonly current: 'search' | 'trace' | 'dependencies' }) {
  return (
    <header class={css['bar']}>
      <a class={css['brand']} href="/search"><Mark />Jaeger UI</a>
      <form
        class={css['lookup']}
        onSubmit={(event) => {
          event.preventDefault()
          const id = new FormData(event.currentTarget).get('id')
          if (typeof id === 'string' && id.trim() !== '') location.assign(`/trace/${encodeURIComponent(id.trim())}`)
        }}
      >
        <input class="field" name="id" aria-label="Lookup by Trace ID" placeholder="Lookup by Trace ID…" spellcheck={false} autocomplete="off" />
      </form>
      <nav aria-label="Pages">{pages.map(([path, label]) => <a key={path} href={`/${path}`} {...(path === current ? { 'aria-current': 'page' as const } : {})}>{label}</a>)}</nav>
      <ThemeButton />
    </header>
  )
}

function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="2" y="2" width="20" height="20" rx="5" fill="#2b8a9e" />
      <path d="M5.500 8h12M8.500 12h8M11.500 16h7" stroke="#fff" stroke-width="2.200" stroke-linecap="round" />
    </svg>
  )
}
