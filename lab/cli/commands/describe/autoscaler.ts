import { dig, listAt, numberAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addHead, plain, timeText } from './parts.ts'

export const describeAutoscaler: Describer = async (call, { object }, withEvents) => {
  const lines = new Lines()
  addHead(lines, object)
  const target = objectPlain(object, ['spec', 'targetCPUUtilizationPercentage'], 'spec')
  const current = objectPlain(object, ['status', 'currentCPUUtilizationPercentage'], 'status')
  lines.add(0, `CreationTimestamp:\t${timeText(textAt(object, 'metadata', 'creationTimestamp'))}`)
    .add(0, `Reference:\t${textAt(object, 'spec', 'scaleTargetRef', 'kind')}/${textAt(object, 'spec', 'scaleTargetRef', 'name')}`)
  if (target !== '') lines.add(0, `Target CPU utilization:\t${target}%`).add(0, `Current CPU utilization:\t${current || '<unknown>'}%`)
  lines.add(0, `Min replicas:\t${plain(dig(object, 'spec', 'minReplicas')) || '<unset>'}`).add(0, `Max replicas:\t${numberAt(object, 'spec', 'maxReplicas')}`)
    .add(0, `${textAt(object, 'spec', 'scaleTargetRef', 'kind')} pods:\t${numberAt(object, 'status', 'currentReplicas')} current / ${numberAt(object, 'status', 'desiredReplicas')} desired`)
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}

// The first version has the percentage in a field of its own, later ones among the metrics.
function objectPlain(object: JsonObject, keys: readonly string[], part: 'spec' | 'status'): string {
  const own = plain(dig(object, ...keys))
  if (own !== '') return own
  const cpu = listAt(object, part, part === 'spec' ? 'metrics' : 'currentMetrics').find((metric) => textAt(metric, 'resource', 'name') === 'cpu')
  return plain(dig(cpu, 'resource', part === 'spec' ? 'target' : 'current', 'averageUtilization'))
}
