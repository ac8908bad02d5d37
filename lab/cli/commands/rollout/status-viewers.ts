import { CliError } from '../../errors.ts'
import { dig, isObject, listAt, numberAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'

interface RolloutView {
  /** A sentence with its newline. */
  readonly text: string
  readonly done: boolean
}

/** Reads the state of a rollout from a workload. `revision` is the one that is asked for, 0 for whichever is the latest. */
export type RolloutViewer = (object: JsonObject, revision: number) => RolloutView

const viewers: Readonly<Record<string, RolloutViewer>> = { Deployment: deployment, DaemonSet: daemonSet, StatefulSet: statefulSet }

/** @throws CliError for a type that is not rolled out. */
export function viewerOf(kind: string): RolloutViewer {
  const viewer = viewers[kind]
  if (viewer === undefined) throw new CliError(`error: no status viewer has been implemented for ${kind}`)
  return viewer
}

function deployment(object: JsonObject, revision: number): RolloutView {
  const name = textAt(object, 'metadata', 'name')
  const running = Number(textAt(object, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'))
  if (revision > 0 && revision !== running) throw new CliError(`error: desired revision (${revision}) is different from the running revision (${running})`)
  if (isUnobserved(object)) return waiting('Waiting for deployment spec update to be observed...')
  const progressing = listAt(object, 'status', 'conditions').find((one) => textAt(one, 'type') === 'Progressing')
  if (isObject(progressing) && progressing.reason === 'ProgressDeadlineExceeded') throw new CliError(`error: deployment "${name}" exceeded its progress deadline`)
  const wanted = replicasOf(object)
  const total = numberAt(object, 'status', 'replicas')
  const updated = numberAt(object, 'status', 'updatedReplicas')
  const available = numberAt(object, 'status', 'availableReplicas')
  const head = `Waiting for deployment "${name}" rollout to finish:`
  if (updated < wanted) return waiting(`${head} ${updated} out of ${wanted} new replicas have been updated...`)
  if (total > updated) return waiting(`${head} ${total - updated} old replicas are pending termination...`)
  if (available < updated) return waiting(`${head} ${available} of ${updated} updated replicas are available...`)
  return done(`deployment "${name}" successfully rolled out`)
}

function daemonSet(object: JsonObject): RolloutView {
  const name = textAt(object, 'metadata', 'name')
  requireRolling(object)
  if (isUnobserved(object)) return waiting('Waiting for daemon set spec update to be observed...')
  const desired = numberAt(object, 'status', 'desiredNumberScheduled')
  const updated = numberAt(object, 'status', 'updatedNumberScheduled')
  const available = numberAt(object, 'status', 'numberAvailable')
  const head = `Waiting for daemon set "${name}" rollout to finish:`
  if (updated < desired) return waiting(`${head} ${updated} out of ${desired} new pods have been updated...`)
  if (available < desired) return waiting(`${head} ${available} of ${desired} updated pods are available...`)
  return done(`daemon set "${name}" successfully rolled out`)
}

function statefulSet(object: JsonObject): RolloutView {
  requireRolling(object)
  if (isUnobserved(object)) return waiting('Waiting for statefulset spec update to be observed...')
  const wanted = replicasOf(object)
  const ready = numberAt(object, 'status', 'readyReplicas')
  if (ready < wanted) return waiting(`Waiting for ${wanted - ready} pods to be ready...`)
  const partition = numberAt(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')
  const updated = numberAt(object, 'status', 'updatedReplicas')
  if (partition > 0) {
    if (updated < wanted - partition) return waiting(`Waiting for partitioned roll out to finish: ${updated} out of ${wanted - partition} new pods have been updated...`)
    return done(`partitioned roll out complete: ${updated} new pods have been updated...`)
  }
  const revision = textAt(object, 'status', 'updateRevision')
  if (revision !== textAt(object, 'status', 'currentRevision')) return waiting(`waiting for statefulset rolling update to complete ${updated} pods at revision ${revision}...`)
  return done(`statefulset rolling update complete ${numberAt(object, 'status', 'currentReplicas')} pods at revision ${textAt(object, 'status', 'currentRevision')}...`)
}

function requireRolling(object: JsonObject): void {
  const type = textAt(object, 'spec', 'updateStrategy', 'type') || 'RollingUpdate'
  if (type !== 'RollingUpdate') throw new CliError(`error: rollout status is only available for RollingUpdate strategy type`)
}

function isUnobserved(object: JsonObject): boolean {
  return numberAt(object, 'metadata', 'generation') > numberAt(object, 'status', 'observedGeneration')
}

function replicasOf(object: JsonObject): number {
  return dig(object, 'spec', 'replicas') === undefined ? 1 : numberAt(object, 'spec', 'replicas')
}

function waiting(sentence: string): RolloutView {
  return { text: `${sentence}\n`, done: false }
}

function done(sentence: string): RolloutView {
  return { text: `${sentence}\n`, done: true }
}
