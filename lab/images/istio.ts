import { podRole } from '../mesh/pod-role.ts'
import type { ContainerContext, ContainerProgram, Image } from './image.ts'
import { plain } from './replies.ts'

/** Istio's own programs. What they do in a mesh is done by the lab's engine; here they run, listen and say so. */
export const istioImages: readonly Image[] = [
  quiet(['istio/pilot*', 'istio/istiod*'], [8080, 9093, 15003, 15010, 15014], ['info\tVersion root@lab', 'info\tStarting Pilot', 'info\tDiscovery service started at [::]:15003']),
  quiet(['istio/istio-ca*', 'istio/citadel*', 'istio/node-agent*'], [8060], ['info\tVersion root@lab', 'info\tIstio CA has started']),
  quiet(['istio/galley*', 'istio/sidecar_injector*', 'istio/operator*', 'istio/kubectl*'], [443, 8080, 15014], ['info\tstarted']),
  quiet(['istio/proxy_init*', 'istio/proxy_debug*'], [], []),
  {
    names: ['istio/proxy', 'istio/proxyv2', 'istio/proxy_v2', 'istio/proxyv2-*'],
    start: (context) => (podRole(context.pod) === 'gateway' ? gateway(context) : sidecar(context)),
  },
]

function quiet(names: readonly string[], ports: readonly number[], lines: readonly string[]): Image {
  return {
    names,
    start(context) {
      for (const line of lines) context.log(`${new Date(context.clock.now()).toISOString()}\t${line}`)
      return { ports, handle: (request) => Promise.resolve(request.path === '/healthz' || request.path === '/ready' ? plain('OK') : plain('', 404)) }
    },
  }
}

function sidecar(context: ContainerContext): ContainerProgram {
  started(context)
  return { ports: [], handle: () => Promise.resolve(plain('', 404)) }
}

/** The ingress passes everything on; where to is for the rules to say. */
function gateway(context: ContainerContext): ContainerProgram {
  started(context)
  return {
    ports: [80, 443, 8080, 8443],
    async handle(request) {
      const answer = await context.call(request)
      return answer === 'timeout' ? plain('upstream request timeout', 504) : answer
    },
  }
}

function started({ clock, log }: ContainerContext): void {
  log(`${new Date(clock.now()).toISOString()}\tinfo\tEnvoy command: [-c /etc/istio/proxy/envoy-rev0.json --restart-epoch 0 --drain-time-s 2]`)
  log('[info][main] initializing epoch 0 (hot restart version=9.200.16384.127.options=capacity=16384, num_slots=8209 hash=228984379728933363)')
  log('[info][main] all clusters initialized. initializing init manager')
  log('[info][config] all dependencies initialized. starting workers')
}
