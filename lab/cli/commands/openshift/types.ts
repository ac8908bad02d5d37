import type { CommandCall } from '../../command.ts'

const types: readonly (readonly [string, string])[] = [
  ['Pods [pod]', 'One or more containers that run together on one machine and share an address. Pods come and go; what keeps them is a deployment.'],
  ['Deployments [deployment]', 'Says which pods there are to be, and how many. A change makes new pods and takes the old ones away step by step.'],
  ['Replica sets [rs]', 'The pods of one revision of a deployment. They are made for you.'],
  ['Services [svc]', 'A name and an address for a group of pods, chosen by their labels.'],
  ['Routes [route]', 'A host name under which a service is reached from outside the cluster.'],
  ['Projects [project]', 'A room of its own for objects; names need to be unique inside it only.'],
  ['Config maps and secrets [cm, secret]', 'Settings that pods read, kept apart from their images; secrets are those that not everyone may see.'],
  ['Service accounts and roles [sa, role, rolebinding]', 'Who a pod is for the API, and what it may do there.'],
  ['Autoscalers [hpa]', 'Keep the load of each pod near a target by changing their number.'],
  ["Istio's rules [routerule, destinationpolicy, virtualservice, destinationrule]", 'How requests between services are routed, delayed, refused or limited by the proxies beside the pods.'],
]

/** `oc types`: what things are called, and what they are. */
export async function ocTypes(call: CommandCall): Promise<void> {
  call.io.out(`What a cluster is made of:\n\n${types.map(([name, text]) => `* ${name}\n    ${text}\n`).join('\n')}\nFor the fields of a type see 'oc explain TYPE'; for all types 'oc api-resources'.\n`)
}
