import type { Dashboard, GraphPanel, Target } from './dashboard.ts'

// Titles, variables, expressions and legends are those of Istio 0.6.0 (Apache-2.0, addons/grafana/dashboards/istio-dashboard.json).

const withoutDomain = (labelled: string, label: string) => `label_replace(${labelled}, "${label}", "$1", "${label}", "(.*).svc.cluster.local")`
const every = 'source_service=~"$source",source_version=~"$source_version",destination_service=~"$http_destination",destination_version=~"$destination_version"'
const volume = (filter: string) => `round(sum(irate(istio_request_count{${every}${filter}}[1m])), 0.001)`
const failures = (codes: string) => withoutDomain(`sum(irate(istio_request_count{${every},response_code=~"${codes}"}[1m])) by (destination_service)`, 'destination_service')

function ratio(filter: (codes: string) => string, by: string): string {
  return `sum(irate(istio_request_count{${filter('response_code!~"5.*"')}}[1m])) by (${by}) / sum(irate(istio_request_count{${filter('')}}[1m])) by (${by})`
}

const successByService = withoutDomain(
  ratio((codes) => ['destination_service=~"$http_destination"', 'source_service=~"$source"', codes, 'destination_version=~"$destination_version"'].filter(Boolean).join(','), 'destination_service'),
  'destination_service',
)
const successBySource = withoutDomain(
  ratio((codes) => ['source_version=~"$source_version"', 'destination_service=~"$http_destination"', 'source_service=~"$source"', 'destination_version=~"$destination_version"', codes].filter(Boolean).join(','), 'source_service, source_version, destination_version'),
  'source_service',
)
const requests = withoutDomain(
  'round(sum(irate(istio_request_count{destination_service=~"$http_destination",destination_version=~"$destination_version"}[1m])) by (source_service, source_version, destination_version, response_code), 0.001)',
  'source_service',
)

function quantiles(metric: string): readonly Target[] {
  const filter = 'source_service=~"$source",destination_service=~"$http_destination",destination_version=~"$destination_version",source_version=~"$source_version"'
  return ['0.50', '0.90', '0.95', '0.99'].map((quantile) => ({
    expr: withoutDomain(`histogram_quantile(${quantile}, sum(irate(${metric}_bucket{${filter}}[1m])) by (source_service, source_version, destination_version, le))`, 'source_service'),
    legend: `{{ source_service }}-{{ source_version }} -> {{ destination_version }} (p${quantile.slice(2)})`,
  }))
}

function bytes(title: string, metric: string): GraphPanel {
  const filter = 'destination_service=~"$tcp_destination",destination_version=~"$destination_version", source_service=~"$source", source_version=~"$source_version"'
  return {
    kind: 'graph', title, unit: 'Bps', width: 12, fill: true,
    targets: [{
      expr: withoutDomain(`round(sum(irate(${metric}{${filter}}[1m])) by (source_service, source_version, destination_version), 0.001)`, 'source_service'),
      legend: '{{ source_service }}-{{ source_version}} -> {{ destination_version }}',
    }],
  }
}

/** What the learners of the lab look at: requests between the services of a mesh, by source, version and code. */
export const istioDashboard: Dashboard = {
  title: 'Istio Dashboard',
  range: { from: 'now-5m', to: 'now' },
  refreshMs: 5000,
  variables: [
    { name: 'source', label: 'Source', values: { label: 'source_service' } },
    { name: 'source_version', label: 'Source Version', values: { label: 'source_version' } },
    { name: 'destination', label: 'Destination', values: { label: 'destination_service' }, hidden: true },
    { name: 'http_destination', label: 'HTTP Destination', values: { label: 'destination_service', metric: 'istio_request_count' } },
    { name: 'tcp_destination', label: 'TCP Destination', values: { label: 'destination_service', metric: 'istio_tcp_bytes_received' } },
    { name: 'destination_version', label: 'Destination Version', values: { label: 'destination_version' } },
  ],
  rows: [
    {
      panels: [{
        kind: 'text', title: 'Istio',
        paragraphs: ['Istio is an open platform that provides a uniform way to connect, manage, and secure microservices. Need help? Join the Istio community.'],
      }],
    },
    {
      panels: [
        { kind: 'stat', title: 'Global Request Volume', unit: 'ops', targets: [{ expr: 'round(sum(irate(istio_request_count[1m])), 0.001)' }] },
        { kind: 'stat', title: 'Global Success Rate (non-5xx responses)', unit: 'percentunit', targets: [{ expr: 'sum(rate(istio_request_count{response_code!~"5.*"}[1m])) / sum(rate(istio_request_count[1m]))' }] },
        { kind: 'stat', title: '4xxs', unit: 'ops', targets: [{ expr: 'sum(irate(istio_request_count{response_code=~"4.*"}[1m]))' }] },
        { kind: 'stat', title: '5xxs', unit: 'ops', targets: [{ expr: 'sum(irate(istio_request_count{response_code=~"5.*"}[1m]))' }] },
      ],
    },
    {
      heading: 'Service Mesh',
      panels: [
        {
          kind: 'graph', title: 'Request Volume', unit: 'ops', width: 6, nullAsZero: true,
          targets: [{ expr: volume(''), legend: 'All' }, { expr: volume(',response_code="200"'), legend: '200s' }, { expr: volume(',response_code=~"4.*"'), legend: '400s' }],
        },
        { kind: 'graph', title: 'Success Rate by Service (non-5xx responses)', unit: 'percentunit', width: 6, fill: true, max: 1.01, targets: [{ expr: successByService, legend: '{{ destination_service }}' }] },
        { kind: 'graph', title: '4xxs by Service', unit: 'ops', width: 6, fill: true, targets: [{ expr: failures('4.*'), legend: '{{ destination_service }}' }] },
        { kind: 'graph', title: '5xxs by Service', unit: 'ops', width: 6, fill: true, targets: [{ expr: failures('5.*'), legend: '{{ destination_service }}' }] },
      ],
    },
    {
      heading: 'HTTP Services',
      repeat: 'http_destination',
      panels: [
        {
          kind: 'graph', title: 'Requests by Source, Version, and Response Code', unit: 'ops', width: 6, nullAsZero: true,
          targets: [{ expr: requests, legend: '{{ source_service }}-{{ source_version}} -> {{destination_version}} : {{ response_code }}' }],
        },
        {
          kind: 'graph', title: 'Success Rate by Source and Version (non-5xx responses)', unit: 'percentunit', width: 6, fill: true, max: 1.01,
          targets: [{ expr: successBySource, legend: '{{source_service}}-{{source_version}} -> {{destination_version}}' }],
        },
        { kind: 'graph', title: 'Response Time by Source and Version', unit: 's', width: 6, fill: true, targets: quantiles('istio_request_duration') },
        { kind: 'graph', title: 'Response Size by Source and Version', unit: 'decbytes', width: 6, fill: true, targets: quantiles('istio_response_size') },
      ],
    },
    { heading: 'TCP Services', repeat: 'tcp_destination', panels: [bytes('Bytes Received', 'istio_tcp_bytes_received'), bytes('Bytes Sent', 'istio_tcp_bytes_sent')] },
  ],
}
