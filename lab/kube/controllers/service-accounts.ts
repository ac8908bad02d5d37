import type { Action, Controller } from './controller.ts'

/** What every project has: the account of its pods, and OpenShift's two for builds and deployments. */
const accounts = ['builder', 'default', 'deployer']

/** Namespace → ServiceAccounts. */
export const serviceAccounts: Controller = ({ cluster }) => {
  const namespaces = cluster.list('namespaces').filter(({ metadata }) => !metadata.deletionTimestamp)
  const missing = namespaces.flatMap(({ metadata }) => accounts.filter((name) => !cluster.get('serviceaccounts', metadata.name, name)).map((name) => ({ name, namespace: metadata.name })))
  return { actions: missing.map((metadata): Action => ({ op: 'create', resource: 'serviceaccounts', object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata } })) }
}
