import type { Command, CommandCall } from '../command.ts'
import { dryRunFlag, fieldManagerFlag, outputFlags, saveConfigFlag, validateFlag } from '../commands/shared-flags.ts'
import { array, duration, int, list, text } from '../flags/flag.ts'
import type { Flag } from '../flags/flag.ts'
import type { JsonObject } from '../json.ts'

const common = [...outputFlags, dryRunFlag, fieldManagerFlag('kubectl-create'), saveConfigFlag, validateFlag]
const literalFlags = [array('from-literal', '', 'A key with its value, as key=value'), array('from-file', '', 'A file or folder, as FILE or key=FILE'), array('from-env-file', '', 'A file with lines of key=value')]
const tcp = list('tcp', '', 'Port, or port and port of the pods, as 80:8080')

interface Row {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly summary: string
  readonly usage?: string
  readonly flags?: readonly Flag[]
  readonly make: (call: CommandCall) => Promise<JsonObject>
}

/** Commands that make one object from words: `create namespace shop`. */
export const createSubcommands: readonly Command[] = [
  row({ name: 'clusterrole', summary: 'Create a role of the cluster', flags: [list('verb', '', 'What is allowed'), list('resource', '', 'On which types'), list('resource-name', '', 'On which objects only'), list('non-resource-url', '', 'Or on which paths')], make: async (call) => (await import('../commands/create/access.ts')).role(call, 'ClusterRole') }),
  row({ name: 'clusterrolebinding', summary: 'Give a role of the cluster to somebody', flags: bindingFlags(), make: async (call) => (await import('../commands/create/access.ts')).binding(call, 'ClusterRoleBinding') }),
  row({ name: 'configmap', aliases: ['cm'], summary: 'Create a config map from values or files', usage: 'NAME [--from-literal=key1=value1] [--from-file=[key=]source]', flags: literalFlags, make: async (call) => (await import('../commands/create/config.ts')).configMap(call) }),
  row({ name: 'cronjob', aliases: ['cj'], summary: 'Create a job that is run by the clock', usage: 'NAME --image=image --schedule=\'0/5 * * * ?\' -- [COMMAND] [args...]', flags: [text('image', '', 'Image to run', { required: true }), text('schedule', '', 'When, as in a crontab', { required: true }), text('restart', '', 'OnFailure or Never')], make: async (call) => (await import('../commands/create/workloads.ts')).cronJob(call) }),
  row({ name: 'deployment', aliases: ['deploy'], summary: 'Create a deployment', usage: 'NAME --image=image -- [COMMAND] [args...]', flags: [list('image', '', 'Images to run', { required: true }), int('port', '', 'Port of the container', { standard: '-1' }), int('replicas', 'r', 'How many pods', { standard: '1' })], make: async (call) => (await import('../commands/create/workloads.ts')).deployment(call) }),
  row({ name: 'ingress', aliases: ['ing'], summary: 'Create an ingress', usage: 'NAME --rule=host/path=service:port[,tls[=secret]]', flags: [array('rule', '', 'A rule, as host/path=service:port'), text('class', '', 'Class of the ingress'), text('default-backend', '', 'Service for all else, as service:port')], make: async (call) => (await import('../commands/create/ingress.ts')).ingress(call) }),
  row({ name: 'job', summary: 'Create a job', usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]', flags: [text('image', '', 'Image to run'), text('from', '', 'Cron job to take it from')], make: async (call) => (await import('../commands/create/workloads.ts')).job(call) }),
  row({ name: 'namespace', aliases: ['ns'], summary: 'Create a namespace', make: async (call) => (await import('../commands/create/workloads.ts')).namedOnly(call, { apiVersion: 'v1', kind: 'Namespace' }) }),
  row({ name: 'quota', aliases: ['resourcequota'], summary: 'Create a quota', usage: 'NAME [--hard=key1=value1,key2=value2]', flags: [list('hard', '', 'Limits, as pods=3,cpu=1')], make: async (call) => (await import('../commands/create/access.ts')).quota(call) }),
  row({ name: 'role', summary: 'Create a role', usage: 'NAME --verb=verb --resource=resource', flags: [list('verb', '', 'What is allowed'), list('resource', '', 'On which types'), list('resource-name', '', 'On which objects only')], make: async (call) => (await import('../commands/create/access.ts')).role(call, 'Role') }),
  row({ name: 'rolebinding', summary: 'Give a role to somebody', flags: [...bindingFlags(), text('role', '', 'Role of the namespace')], make: async (call) => (await import('../commands/create/access.ts')).binding(call, 'RoleBinding') }),
  {
    name: 'secret', summary: 'Create a secret', subcommands: [
      row({ name: 'docker-registry', summary: 'Create a secret for a registry', flags: [text('docker-server', '', 'Address of the registry', { standard: 'https://index.docker.io/v1/' }), text('docker-username', '', 'User name'), text('docker-password', '', 'Password'), text('docker-email', '', 'Mail address'), array('from-file', '', 'Accepted for compatibility', { hidden: true })], make: async (call) => (await import('../commands/create/config.ts')).registrySecret(call) }),
      row({ name: 'generic', summary: 'Create a secret from values or files', flags: [...literalFlags, text('type', '', 'Type of the secret')], make: async (call) => (await import('../commands/create/config.ts')).genericSecret(call) }),
      row({ name: 'tls', summary: 'Create a secret from a certificate and its key', flags: [text('cert', '', 'File with the certificate'), text('key', '', 'File with the key')], make: async (call) => (await import('../commands/create/config.ts')).tlsSecret(call) }),
    ],
  },
  {
    name: 'service', aliases: ['svc'], summary: 'Create a service', subcommands: [
      row({ name: 'clusterip', summary: 'Create a service inside the cluster', flags: [tcp, text('clusterip', '', 'Address; None for none')], make: async (call) => (await import('../commands/create/workloads.ts')).service(call, 'ClusterIP') }),
      row({ name: 'externalname', summary: 'Create a service for a name outside', flags: [tcp, text('external-name', '', 'The name', { required: true })], make: async (call) => (await import('../commands/create/workloads.ts')).service(call, 'ExternalName') }),
      row({ name: 'loadbalancer', summary: 'Create a service with a load balancer', flags: [tcp], make: async (call) => (await import('../commands/create/workloads.ts')).service(call, 'LoadBalancer') }),
      row({ name: 'nodeport', summary: 'Create a service on a port of the nodes', flags: [tcp, int('node-port', '', 'Port of the nodes')], make: async (call) => (await import('../commands/create/workloads.ts')).service(call, 'NodePort') }),
    ],
  },
  row({ name: 'serviceaccount', aliases: ['sa'], summary: 'Create a service account', make: async (call) => (await import('../commands/create/workloads.ts')).namedOnly(call, { apiVersion: 'v1', kind: 'ServiceAccount' }) }),
  {
    name: 'token', summary: 'Print a token of a service account', usage: 'SERVICE_ACCOUNT_NAME', examples: ['kubectl create token reader --duration=10m'],
    flags: [duration('duration', '', 'How long it is to be good')],
    run: async (call) => (await import('../commands/create/token.ts')).accountToken(call),
  },
]

/** What only oc can create. */
export const createRouteCommand: Command = {
  name: 'route', summary: 'Create a route with TLS', subcommands: (['edge', 'passthrough', 'reencrypt'] as const).map((termination) => row({
    name: termination, summary: `Create a route whose TLS ends ${{ edge: 'at the router', passthrough: 'in the pods', reencrypt: 'at the router and begins anew' }[termination]}`, usage: '[NAME] --service=SERVICE',
    flags: [
      text('service', '', 'Service that it leads to'), text('hostname', '', 'Host name'), text('path', '', 'Path'), text('port', '', 'Port of the service'), text('cert', '', 'File with a certificate'), text('key', '', 'File with its key'),
      text('ca-cert', '', 'File with the authority\'s certificate'), text('insecure-policy', '', 'What to do without TLS: None, Allow or Redirect'), text('wildcard-policy', '', 'None or Subdomain'),
    ],
    make: async (call) => (await import('../commands/create/route.ts')).route(call, termination),
  })),
}

function bindingFlags(): readonly Flag[] {
  return [text('clusterrole', '', 'Role of the cluster'), list('user', '', 'User'), list('group', '', 'Group'), list('serviceaccount', '', 'Service account, as namespace:name')]
}

function row({ flags = [], make, ...words }: Row): Command {
  return {
    usage: 'NAME', ...words, flags: [...common, ...flags],
    run: async (call) => (await import('../commands/create/make-object.ts')).makeObject(call, await make(call)),
  }
}
