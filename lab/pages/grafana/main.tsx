import '../shared/base.css'
import { mount } from '../shared/ui/mount.ts'
import { istioDashboard } from './dashboard/istio-dashboard.ts'
import { DashboardPage } from './page.tsx'

mount(<DashboardPage dashboard={istioDashboard} />)
