import '../shared/base.css'
import { mount } from '../shared/ui/mount.ts'
import { GraphPage } from './page.tsx'
import { TargetsPage } from './targets-page.tsx'

mount(/^\/targets\b/.test(location.pathname) ? <TargetsPage /> : <GraphPage />)
