import type { CommandCall } from '../../command.ts'
import { isNotFound } from '../../errors.ts'
import { isObject, listAt, numberAt, objectAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { ageWords } from './age-words.ts'
import { displayName } from './projects-api.ts'

interface Scene {
  readonly services: readonly JsonObject[]
  readonly deployments: readonly JsonObject[]
  readonly routes: readonly JsonObject[]
}

/** `oc status`: the project in one page: each service with the routes that lead to it and the deployments behind it. */
export async function status(call: CommandCall): Promise<void> {
  const { target, api } = await call.cluster()
  const { namespace, server } = target
  const project = await api.get(`/apis/project.openshift.io/v1/projects/${encodeURIComponent(namespace)}`).catch((error: unknown) => {
    if (isNotFound(error)) return { metadata: { name: namespace } }
    throw error
  })
  const scene: Scene = {
    services: await list(call, '/api/v1', 'services'), deployments: await list(call, '/apis/apps/v1', 'deployments'), routes: await list(call, '/apis/route.openshift.io/v1', 'routes'),
  }
  call.io.out(`In project ${displayName(project)} on server ${server}\n`)
  const used = new Set<JsonObject>()
  for (const service of scene.services) {
    const behind = scene.deployments.filter((deployment) => selects(service, deployment))
    for (const one of behind) used.add(one)
    call.io.out(`\n${serviceLines(service, scene)}${behind.map(deploymentLines).join('')}`)
  }
  const alone = scene.deployments.filter((deployment) => !used.has(deployment))
  for (const deployment of alone) call.io.out(`\n${deploymentLines(deployment).replace(/^ {2}/gm, '')}`)
  if (scene.services.length + scene.deployments.length === 0) call.io.out("\nYou have no services, deployment configs, or build configs.\nRun 'oc apply -f FILE' or 'oc create deployment' to create an application.\n")
  else call.io.out("\n\nView details with 'oc describe <resource>/<name>' or list resources with 'oc get all'.\n")
}

async function list(call: CommandCall, root: string, type: string): Promise<readonly JsonObject[]> {
  const { api, target } = await call.cluster()
  try {
    return listAt(await api.get(`${root}/namespaces/${encodeURIComponent(target.namespace)}/${type}`), 'items').filter(isObject)
  } catch (error) {
    if (isNotFound(error)) return []
    throw error
  }
}

function selects(service: JsonObject, deployment: JsonObject): boolean {
  const selector = Object.entries(objectAt(service, 'spec', 'selector'))
  const labels = objectAt(deployment, 'spec', 'template', 'metadata', 'labels')
  return selector.length > 0 && selector.every(([key, value]) => labels[key] === value)
}

function serviceLines(service: JsonObject, { routes }: Scene): string {
  const name = textAt(service, 'metadata', 'name')
  const [first] = listAt(service, 'spec', 'ports')
  const leading = routes.filter((route) => textAt(route, 'spec', 'to', 'name') === name)
  if (leading.length === 0) return `svc/${name} - ${textAt(service, 'spec', 'clusterIP') || 'no address'}${first === undefined ? '' : `:${numberAt(first, 'port')}`}\n`
  return leading.map((route) => {
    const scheme = isObject(objectAt(route, 'spec').tls) ? 'https' : 'http'
    const port = objectAt(route, 'spec', 'port').targetPort
    return `${scheme}://${textAt(route, 'spec', 'host')}${textAt(route, 'spec', 'path')}${port === undefined ? '' : ` to pod port ${String(port)}`} (svc/${name})\n`
  }).join('')
}

function deploymentLines(deployment: JsonObject): string {
  const images = listAt(deployment, 'spec', 'template', 'spec', 'containers').map((container) => textAt(container, 'image'))
  const ready = numberAt(deployment, 'status', 'readyReplicas')
  const wanted = numberAt(deployment, 'spec', 'replicas')
  const revision = textAt(deployment, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') || '1'
  const done = ready >= wanted
  const count = done ? `${ready} pod${ready === 1 ? '' : 's'}` : `${ready}/${wanted} pods`
  const age = ageWords(Date.now() - Date.parse(textAt(deployment, 'metadata', 'creationTimestamp')))
  return `  deployment/${textAt(deployment, 'metadata', 'name')} deploys ${images.join(',')}\n    deployment #${revision} ${done ? `running for ${age}` : `waiting for its pods since ${age}`} - ${count}\n`
}
