import { type Labels, labelsOf } from '../labels/labels.ts'
import type { Hop, WorkloadName } from '../telemetry.ts'

/** Labels of the metrics up to Istio 0.6.0: one sample for each hop. */
export function mixerLabels({ source, destination, responseCode }: Hop): Labels {
  return labelsOf({
    source_service: fqdn(source),
    source_version: source.version,
    destination_service: fqdn(destination),
    destination_version: destination.version,
    response_code: String(responseCode),
  })
}

/** Failures that the caller's proxy makes itself: the called side never reports them. */
const madeByCaller: ReadonlySet<string> = new Set(['UH', 'UF', 'UO', 'UT', 'NR', 'URX', 'FI'])

export type Reporter = 'source' | 'destination'

/** Who reports a hop in today's Istio: both ends, unless the request never arrived. */
export function reporters({ responseFlags }: Hop): readonly Reporter[] {
  return responseFlags.split(',').some((flag) => madeByCaller.has(flag)) ? ['source'] : ['source', 'destination']
}

export function modernLabels(hop: Hop, reporter: Reporter): Labels {
  return labelsOf({
    reporter,
    ...endLabels('source', hop.source),
    ...endLabels('destination', hop.destination),
    destination_service: fqdn(hop.destination),
    destination_service_name: hop.destination.app,
    destination_service_namespace: hop.destination.namespace,
    request_protocol: 'http',
    response_code: String(hop.responseCode),
    response_flags: hop.responseFlags,
    // No certificates here: what a mesh without mTLS reports.
    connection_security_policy: reporter === 'source' ? 'unknown' : 'none',
  })
}

function endLabels(end: Reporter, { app, namespace, version, workload }: WorkloadName): Record<string, string> {
  return {
    [`${end}_workload`]: workload,
    [`${end}_workload_namespace`]: namespace,
    [`${end}_principal`]: 'unknown',
    [`${end}_app`]: app,
    [`${end}_version`]: version,
    [`${end}_canonical_service`]: app,
    [`${end}_canonical_revision`]: version === 'unknown' ? 'latest' : version,
    [`${end}_cluster`]: 'Kubernetes',
  }
}

function fqdn({ app, namespace }: WorkloadName): string {
  return `${app}.${namespace}.svc.cluster.local`
}
