import { asObject } from './body.ts'
import type { KubeObject } from './object.ts'
import { mergePatch } from './patch.ts'
import { labelText } from './kinds/service-columns.ts'
import { number, read, readRecord, readStrings } from './read.ts'
import type { Resources, Written } from './resources.ts'
import { ApiError } from './status.ts'
import type { Target } from './target.ts'

/** The `/scale` view of a workload. */
export function readScale(object: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace ? { namespace } : {}), ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}), ...(creationTimestamp ? { creationTimestamp } : {}) },
    spec: { replicas: number(read(object, 'spec', 'replicas'), 1) },
    status: { replicas: number(read(object, 'status', 'replicas')), selector: labelText(readStrings(object, 'spec', 'selector', 'matchLabels')) },
  }
}

/** Writes the number of replicas through `/scale`, by PUT or by merge patch. */
export function writeScale(resources: Resources, target: Target, { type, body }: { type: string; body: unknown }): Written {
  const { subresource: _, ...whole } = target
  const before = resources.get(whole)
  const scale = asObject(type.includes('patch') ? mergePatch(readScale(before), body) : body)
  const replicas = read(scale, 'spec', 'replicas')
  if (typeof replicas !== 'number' || replicas < 0 || !Number.isInteger(replicas)) {
    throw new ApiError('Invalid', `Scale.autoscaling "${before.metadata.name}" is invalid: spec.replicas: Invalid value: ${JSON.stringify(replicas)}: must be greater than or equal to 0`)
  }
  const given = { ...before, metadata: { ...before.metadata, ...(scale.metadata.resourceVersion ? { resourceVersion: scale.metadata.resourceVersion } : {}) }, spec: { ...readRecord(before, 'spec'), replicas } }
  const { object, warnings } = resources.replace(whole, given, { dryRun: false })
  return { object: readScale(object), warnings }
}
