import type { Command } from '../command.ts'
import { bool, int, text } from '../flags/flag.ts'
import { completionCommands } from './completion-commands.ts'

const fileFlag = text('file', 'f', 'File with rules; - reads stdin')

/** Every command of istioctl. */
export const istioctl: Command = {
  name: 'istioctl',
  summary: 'istioctl works with the rules of an Istio mesh.',
  subcommands: [
    {
      name: 'kube-inject',
      summary: "Add Istio's proxy to the pods of a manifest",
      usage: '-f FILENAME',
      examples: ['istioctl kube-inject -f bookinfo.yaml | kubectl apply -f -', 'kubectl get deployment web -o yaml | istioctl kube-inject -f - | kubectl apply -f -'],
      flags: [
        text('filename', 'f', 'File with manifests; - reads stdin'),
        text('output', 'o', 'File to write instead of stdout'),
        text('hub', '', 'Registry of the images', { standard: 'docker.io/istio' }),
        text('tag', '', 'Version of the images', { standard: '0.6.0' }),
        text('istioNamespace', 'i', 'Namespace that Istio is installed in', { standard: 'istio-system' }),
        bool('debug', '', 'Accepted for compatibility', { hidden: true }),
        text('meshConfigFile', '', 'Accepted for compatibility', { hidden: true }),
        text('meshConfigMapName', '', 'Accepted for compatibility', { hidden: true }),
        text('injectConfigFile', '', 'Accepted for compatibility', { hidden: true }),
        text('injectConfigMapName', '', 'Accepted for compatibility', { hidden: true }),
        text('includeIPRanges', '', 'Accepted for compatibility', { hidden: true }),
      ],
      run: async (call) => (await import('../commands/istio/kube-inject.ts')).kubeInject(call),
    },
    {
      name: 'create', summary: 'Create rules of a file', usage: '-f FILENAME', examples: ['istioctl create -f route-rule-all-v1.yaml'], flags: [fileFlag],
      run: async (call) => (await import('../commands/istio/rules.ts')).createRules(call),
    },
    {
      name: 'replace', summary: 'Replace rules by those of a file', usage: '-f FILENAME', examples: ['istioctl replace -f route-rule-reviews-50-v3.yaml'], flags: [fileFlag],
      run: async (call) => (await import('../commands/istio/rules.ts')).replaceRules(call),
    },
    {
      name: 'delete', summary: 'Delete rules', usage: '(-f FILENAME | TYPE NAME...)', examples: ['istioctl delete -f route-rule-all-v1.yaml', 'istioctl delete routerule reviews-default'], flags: [fileFlag],
      run: async (call) => (await import('../commands/istio/rules.ts')).deleteRules(call),
    },
    {
      name: 'get', summary: 'List rules of a type', usage: 'TYPE [NAME]', examples: ['istioctl get routerules', 'istioctl get routerule reviews-default -o yaml'],
      flags: [text('output', 'o', 'short or yaml', { standard: 'short' }), bool('all-namespaces', '', 'In all namespaces')],
      run: async (call) => (await import('../commands/istio/rules.ts')).getRules(call),
    },
    ...completionCommands(() => istioctl),
    {
      name: 'dashboard', aliases: ['dash', 'd'], summary: 'Forward the port of a page', usage: '(grafana | jaeger | prometheus)', examples: ['istioctl dashboard grafana', 'istioctl dashboard prometheus --port 9091'],
      flags: [
        text('address', '', 'Address to listen on', { standard: 'localhost' }), bool('browser', '', 'Say how to open it', { standard: 'true' }),
        text('istioNamespace', 'i', 'Namespace that Istio is installed in', { standard: 'istio-system' }), int('port', 'p', 'Port to listen on; 0 or absent for the usual one'),
      ],
      run: async (call) => (await import('../commands/istio/dashboard.ts')).dashboard(call),
    },
    { name: 'proxy-status', aliases: ['ps'], summary: 'List the proxies of the mesh', run: async (call) => (await import('../commands/istio/proxy-status.ts')).proxyStatus(call) },
    { name: 'analyze', aliases: ['analyse'], summary: 'Look for rules that lead nowhere', run: async (call) => (await import('../commands/istio/analyze.ts')).analyze(call) },
    { name: 'version', summary: 'Print the version', flags: [bool('short', 's', 'Only the number'), bool('remote', '', 'Accepted for compatibility', { hidden: true })], run: async (call) => (await import('../commands/istio/version.ts')).istioVersion(call) },
  ],
}
