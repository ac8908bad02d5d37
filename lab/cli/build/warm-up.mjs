import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeLoader } from './loader.mjs'

const metadata = { name: 'web', namespace: 'shop', uid: 'u', resourceVersion: '2', generation: 1, labels: { app: 'web' }, creationTimestamp: '2024-01-01T00:00:00Z' }
const deployment = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata,
  spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } } },
  status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 },
}
const table = {
  kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: { resourceVersion: '2' }, columnDefinitions: ['Name', 'Ready', 'Age'].map((name) => ({ name, type: 'string', priority: 0 })),
  rows: [{ cells: ['web', '1/1', '1m'], object: { kind: 'PartialObjectMetadata', metadata } }],
}
const types = {
  kind: 'APIGroupDiscoveryList',
  items: [{ metadata: { name: 'shop.io' }, versions: [{ version: 'v1', resources: [{ resource: 'rules', responseKind: { kind: 'Rule' }, scope: 'Namespaced', singularResource: 'rule', verbs: ['get'] }] }] }],
}
const typeList = { kind: 'APIResourceList', resources: [{ name: 'rules', singularName: 'rule', namespaced: true, kind: 'Rule', verbs: ['get'] }] }

const manifest = `# A rule.
apiVersion: shop.io/v1
kind: Rule
metadata:
  name: web
spec:
  weight: 50
  match: "^(.*?;)?(user=a)(;.*)?$"
  route:
  - labels: {version: v1}
`

const lines = [
  'kubectl get pods', 'kubectl get pods -l app=web -o wide', 'oc get deployment web -o yaml', 'oc get rule web -o yaml', 'oc create -f FILE', 'oc replace -f FILE', 'oc apply -f FILE', 'oc delete -f FILE --wait=false',
  "oc get pods -o jsonpath='{.items[*].metadata.name}'", 'oc rollout status deployment/web', 'oc scale deployment/web --replicas=1', 'oc whoami', 'oc project', 'oc describe deployment web', 'istioctl kube-inject -f FILE', 'oc nonsense',
]

/**
 * Runs everyday commands against a server that always answers the same, and returns what V8 has compiled for them, by part: with it
 * the program starts without compiling anything. Another version of Node refuses it and compiles, as if there were none.
 */
export async function compiledParts(parts) {
  const scripts = {}
  const { runCli } = makeLoader(parts, {}, scripts)('./run-cli.js')
  const folder = await mkdtemp(join(tmpdir(), 'lab-cli-build-'))
  const server = createServer((request, response) => {
    request.resume()
    response.end(JSON.stringify(answer(request)))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await writeFile(join(folder, 'rule.yaml'), manifest)
    await writeFile(join(folder, 'config'), `apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: http://127.0.0.1:${server.address().port}\n  name: lab\ncontexts:\n- context:\n    cluster: lab\n    namespace: shop\n    user: admin\n  name: lab\ncurrent-context: lab\nusers:\n- name: admin\n  user:\n    token: t\n`)
    for (const line of lines) {
      const [program, ...words] = line.replaceAll("'", '').split(' ')
      const io = { out() {}, err() {}, readStdin: async () => '', openLive: async () => ({}), env: { KUBECONFIG: join(folder, 'config'), HOME: folder }, cwd: folder, stdinIsTty: false, stdoutIsTty: false }
      await runCli(program, words.map((word) => (word === 'FILE' ? 'rule.yaml' : word)), io)
    }
  } finally {
    server.close()
    server.closeAllConnections()
    await rm(folder, { recursive: true, force: true })
  }
  return Object.fromEntries(Object.entries(scripts).map(([key, script]) => [key, script.createCachedData()]))
}

function answer({ url, headers }) {
  if (url === '/api' || url === '/apis') return types
  if (url === '/apis/shop.io/v1') return typeList
  if (/as=Table/.test(headers.accept ?? '')) return table
  if (/\/(pods|events|replicasets)(\?|$)/.test(url)) return { kind: 'List', metadata: { resourceVersion: '2' }, items: [deployment] }
  return deployment
}
