import type { Clock, Random } from '../clock.ts'
import type { Action, Controller } from './controllers/controller.ts'
import { deployments } from './controllers/deployments.ts'
import { endpoints } from './controllers/endpoints.ts'
import { garbage } from './controllers/garbage.ts'
import { pods } from './controllers/pods.ts'
import { replicaSets } from './controllers/replica-sets.ts'
import type { ResourceName } from './object.ts'
import type { Store } from './store.ts'

const controllers: readonly Controller[] = [deployments, replicaSets, pods, endpoints]

/** Resources whose changes no controller looks at: rules and the like must not cost a round. */
const watched: readonly ResourceName[] = ['apps/deployments', 'apps/replicasets', 'pods', 'services', 'endpoints', 'namespaces']

/** A round that finds work is followed by another; more than this at one moment is a fault of ours. */
const maxRounds = 100

interface ControlLoopOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly hasImage: (image: string) => boolean
}

export interface ControlLoop {
  /** Works until nothing is left to do at this moment. */
  settle(): void
  stop(): void
}

/** Runs the controllers after every change that concerns them, and when a time comes that one of them named. */
export function startControlLoop({ store, clock, random, hasImage }: ControlLoopOptions): ControlLoop {
  const timers: { soon?: () => void; wake?: () => void } = {}
  let deleted = true

  function settle(): void {
    let wakeAtMs: number | undefined
    for (let round = 0; round < maxRounds; round += 1) {
      const results = controllers.map((controller) => {
        const result = controller({ cluster: store, nowMs: clock.now(), random, hasImage })
        result.actions.forEach(carryOut)
        return result
      })
      const lost = deleted ? garbage(store) : []
      deleted = false
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
    if (op === 'create') {
      if (!store.get(resource, namespace, name)) store.create(resource, object)
    } else if (op === 'update') {
      if (store.get(resource, namespace, name)) store.update(resource, object)
    } else store.delete(resource, namespace, name)
  }

  const unsubscribe = store.onChange(({ type, resource }) => {
    if (type === 'DELETED') deleted = true
    if (type !== 'DELETED' && !watched.includes(resource)) return
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

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}
