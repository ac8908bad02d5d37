import '../shared/base.css'
import { mount } from '../shared/ui/mount.ts'
import { ServiceGraphPage } from './page.tsx'

mount(<ServiceGraphPage view={location.pathname.startsWith('/force/') ? 'forces' : 'layers'} />)
