import type { Program } from '../process.ts'

/** Asks Envoy's admin port in a real proxy. The proxies of a lab are one engine without that port, and say so. */
export const pilotAgent: Program = async ({ err }) => {
  await err('Error: the proxies of the embedded lab have no admin port: their counters are in Prometheus (envoy_cluster_…), their rules are what the API server holds\n')
  return 1
}
