import type { Dashboard } from '../scenario.ts'
import type { ScenarioFile } from '../schema.ts'

type Written = { name?: string | undefined; port?: number | string | undefined; href?: string | undefined; host?: string | undefined }

const defaultHost = 'host01'

/**
 * The extra tabs. `dashboards` lists them; without it the one tab of `backend.port` or `backend.url` is shown, if the
 * author asked for a dashboard or chose a layout that shows a page.
 */
export function normaliseDashboards({ environment = {}, backend = {} }: ScenarioFile): readonly Dashboard[] {
  const shown = environment.showdashboard ?? environment.showdashboards ?? backend.showdashboard
  const listed = [environment.dashboards, backend.dashboards].find((list) => Array.isArray(list) && list.length > 0)
  if (shown === false) return []
  if (Array.isArray(listed)) return listed.flatMap(toDashboard)
  const framed = environment.uilayout?.includes('iframe') === true
  if (!shown && !framed && !environment.dashboard) return []
  const only = typeof environment.dashboards === 'string' ? environment.dashboards : environment.dashboard
  return toDashboard({ name: only, port: backend.port, href: backend.url })
}

function toDashboard({ name, port, href, host }: Written): Dashboard[] {
  const address = href?.trim()
  const number = Number(port)
  if (address) return [{ kind: 'href', name: name?.trim() || 'Page', href: address }]
  if (!Number.isInteger(number) || number < 1 || number > 65_535) return []
  return [{ kind: 'port', name: name?.trim() || 'Dashboard', port: number, host: host?.trim() || defaultHost }]
}
