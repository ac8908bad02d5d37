import type { Command } from '../command.ts'
import { bool, text } from '../flags/flag.ts'

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
  ],
}
