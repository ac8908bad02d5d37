import { apiVersionOf } from '../api/discovery.ts'
import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { chosenItems } from '../resources/chosen.ts'
import { eachItem } from '../resources/each.ts'
import { makeObject } from './create/make-object.ts'

const scalable: readonly string[] = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController', 'DeploymentConfig']

/** `autoscale`: lets the number of replicas follow the load. */
export async function autoscale(call: CommandCall): Promise<void> {
  const { flags } = call
  const [max, min, percent] = [flags.int('max'), flags.int('min'), flags.int('cpu-percent')]
  if (max < 1) throw new CliError(`error: --max=MAXPODS is required and must be at least 1, max: ${max}`)
  if (max < min) throw new CliError(`error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`)
  await eachItem(chosenItems(call), async ({ resource, name }) => {
    if (!scalable.includes(resource.kind)) throw new CliError(`error: cannot autoscale a ${resource.kind}: could not find scale subresource for ${resource.group}/${resource.version}, Resource=${resource.plural} in discovery information`)
    await makeObject(call, {
      apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { creationTimestamp: null, name: flags.text('name') || name },
      spec: {
        maxReplicas: max, ...(min > 0 ? { minReplicas: min } : {}), ...(percent >= 0 ? { targetCPUUtilizationPercentage: percent } : {}),
        scaleTargetRef: { apiVersion: apiVersionOf(resource), kind: resource.kind, name },
      },
      status: { currentReplicas: 0, desiredReplicas: 0 },
    }, 'autoscaled')
  })
}
