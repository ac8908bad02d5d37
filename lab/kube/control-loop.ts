import type { Clock, Random } from '../clock.ts'
import { earliest, type Action, type Controller } from './controllers/controller.ts'
import { beginDeletion } from './deletion.ts'
import { garbage } from './controllers/garbage.ts'
import type { ResourceName } from './object.ts'
import type { Store } from './store.ts'

/** Resources whose changes no controller looks at: rules and the like must not cost a round. */
const watched: ReadonlySet<ResourceName> = new Set([
  'apps/deployments', 'apps/replicasets', 'apps/statefulsets', 'apps/daemonsets', 'batch/jobs', 'pods', 'services', 'endpoints', 'discovery.k8s.io/endpointslices',
  'namespaces', 'serviceaccounts', 'nodes', 'autoscaling/horizontalpodautoscalers', 'route.openshift.io/routes',
])

/** A round that finds work is followed by another; more than this at one moment is a fault of ours. */
const maxRounds = 100

interface ControlLoopOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly hasImage: (image: string) => boolean
  readonly controllers: readonly Controller[]
}

export interface ControlLoop {
  /** Works until nothing is left to do at this moment. */
  settle(): void
  stop(): void
}

/** Runs the controllers after every change that concerns them, and when a time comes that one of them named. */
export function startControlLoop({ store, clock, random, hasImage, controllers }: ControlLoopOptions): ControlLoop {
  const timers: { soon?: () => void; wake?: () => void } = {}
  /** Something was deleted or is being deleted: owners and namespaces are looked at again. */
  let leaving = true

  function settle(): void {
    let wakeAtMs: number | undefined
    for (let round = 0; round < maxRounds; round += 1) {
      const results = controllers.map((controller) => {
        const result = controller({ cluster: store, nowMs: clock.now(), random, hasImage, room: (resource) => store.room(resource) })
        result.actions.forEach(carryOut)
        return result
      })
      const lost = leaving ? garbage(store) : []
      leaving = false
      lost.forEach(carryOut)
      wakeAtMs = earliest(results.map((result) => result.wakeAtMs))
      if (lost.length === 0 && results.every((result) => result.actions.length === 0)) break
    }
    // Our own changes asked for another round, which has just been done.
    cancel('soon')
    cancel('wake')
    if (wakeAtMs !== undefined) timers.wake = clock.after(Math.max(0, wakeAtMs - clock.now()), settle)
  }

  function cancel(timer: keyof typeof timers): void {
    timers[timer]?.()
    delete timers[timer]
  }

  // Controllers worked from what was true when they looked; what is gone since then needs nothing.
  function carryOut({ op, resource, object }: Action): void {
    const { namespace, name } = object.metadata
    const current = store.get(resource, namespace, name)
    if (op === 'create') {
      if (!current && store.room(resource) > 0) store.create(resource, object)
    } else if (!current) return
    else if (op === 'update') store.update(resource, object)
    else if (op === 'delete') beginDeletion(store, resource, current, { nowMs: clock.now() })
    else if ((current.metadata.finalizers ?? []).length === 0) store.delete(resource, namespace, name)
  }

  const unsubscribe = store.onChange(({ type, resource, object: { metadata } }) => {
    if (type === 'DELETED' || metadata.deletionTimestamp || (type === 'ADDED' && metadata.ownerReferences)) leaving = true
    else if (!watched.has(resource)) return
    timers.soon ??= clock.after(0, settle)
  })

  return {
    settle,
    stop() {
      unsubscribe()
      cancel('soon')
      cancel('wake')
    },
  }
}
