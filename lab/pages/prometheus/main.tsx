import '../shared/base.css'
import { mount } from '../shared/ui/mount.ts'
import { GraphPage } from './page.tsx'

mount(<GraphPage />)
