import '../shared/base.css'
import { mount } from '../shared/ui/mount.ts'
import { SearchPage } from './search/search-page.tsx'
import { TracePage } from './trace/trace-page.tsx'

const id = /^\/trace\/([^/]+)/.exec(location.pathname)?.[1]
mount(id === undefined ? <SearchPage /> : <TracePage id={decodeURIComponent(id)} />)
