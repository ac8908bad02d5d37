import '../shared/base.css'
import { mount } from '../shared/ui/mount.ts'
import { DependenciesPage } from './dependencies-page.tsx'
import { SearchPage } from './search/search-page.tsx'
import { TracePage } from './trace/trace-page.tsx'

const id = /^\/trace\/([^/]+)/.exec(location.pathname)?.[1]
mount(page())

function page() {
  if (id !== undefined) return <TracePage id={decodeURIComponent(id)} />
  return /^\/dependencies\b/.test(location.pathname) ? <DependenciesPage /> : <SearchPage />
}
