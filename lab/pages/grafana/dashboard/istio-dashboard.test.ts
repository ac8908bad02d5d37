import { describe, expect, it } from 'vitest'
import { parser } from '@prometheus-io/lezer-promql'
import type { Panel } from './dashboard.ts'
import { istioDashboard } from './istio-dashboard.ts'

const targets = (panel: Panel) => (panel.kind === 'text' ? [] : panel.targets)
const panels = istioDashboard.rows.flatMap((row) => row.panels)
const expressions = (title: string) => panels.filter((panel) => panel.title === title).flatMap(targets).map(({ expr }) => expr)

// The expressions are put together from parts: these are the whole ones, as the original has them.
describe('the dashboard of Istio 0.6.0', () => {
  it.each([
    ['Global Request Volume', 0, 'round(sum(irate(istio_request_count[1m])), 0.001)'],
    ['Request Volume', 1, 'round(sum(irate(istio_request_count{source_service=~"$source",source_version=~"$source_version",destination_service=~"$http_destination",destination_version=~"$destination_version",response_code="200"}[1m])), 0.001)'],
    ['Success Rate by Service (non-5xx responses)', 0, 'label_replace(sum(irate(istio_request_count{destination_service=~"$http_destination",source_service=~"$source",response_code!~"5.*",destination_version=~"$destination_version"}[1m])) by (destination_service) / sum(irate(istio_request_count{destination_service=~"$http_destination",source_service=~"$source",destination_version=~"$destination_version"}[1m])) by (destination_service), "destination_service", "$1", "destination_service", "(.*).svc.cluster.local")'],
    ['4xxs by Service', 0, 'label_replace(sum(irate(istio_request_count{source_service=~"$source",source_version=~"$source_version",destination_service=~"$http_destination",destination_version=~"$destination_version",response_code=~"4.*"}[1m])) by (destination_service), "destination_service", "$1", "destination_service", "(.*).svc.cluster.local")'],
    ['Requests by Source, Version, and Response Code', 0, 'label_replace(round(sum(irate(istio_request_count{destination_service=~"$http_destination",destination_version=~"$destination_version"}[1m])) by (source_service, source_version, destination_version, response_code), 0.001), "source_service", "$1", "source_service", "(.*).svc.cluster.local")'],
    ['Success Rate by Source and Version (non-5xx responses)', 0, 'label_replace(sum(irate(istio_request_count{source_version=~"$source_version",destination_service=~"$http_destination",source_service=~"$source",destination_version=~"$destination_version",response_code!~"5.*"}[1m])) by (source_service, source_version, destination_version) / sum(irate(istio_request_count{source_version=~"$source_version",destination_service=~"$http_destination",source_service=~"$source",destination_version=~"$destination_version"}[1m])) by (source_service, source_version, destination_version), "source_service", "$1", "source_service", "(.*).svc.cluster.local")'],
    ['Response Time by Source and Version', 0, 'label_replace(histogram_quantile(0.50, sum(irate(istio_request_duration_bucket{source_service=~"$source",destination_service=~"$http_destination",destination_version=~"$destination_version",source_version=~"$source_version"}[1m])) by (source_service, source_version, destination_version, le)), "source_service", "$1", "source_service", "(.*).svc.cluster.local")'],
  ])('%s, target %i', (title, index, expected) => {
    expect(expressions(title)[index]).toBe(expected)
  })

  it('is made of PromQL', () => {
    const all = panels.flatMap(targets)
    expect(all.length).toBeGreaterThan(20)
    for (const { expr } of all) {
      parser.parse(expr).iterate({ enter: ({ type, from }) => { if (type.isError) throw new Error(`No PromQL at ${from} of ${expr}`) } })
    }
  })

  it('names only variables that it has', () => {
    const known = new Set(istioDashboard.variables.map(({ name }) => name))
    const used = panels.flatMap(targets).flatMap(({ expr }) => [...expr.matchAll(/\$([a-z]\w*)/g)].map(([, name = '']) => name))
    expect(used.filter((name) => !known.has(name))).toEqual([])
  })
})
