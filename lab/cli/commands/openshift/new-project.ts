import type { CommandCall } from '../../command.ts'
import { usageError } from '../../errors.ts'
import { switchProject } from './switch-project.ts'

/** `oc new-project NAME`: asks for a project and goes there. */
export async function newProject(call: CommandCall): Promise<void> {
  const { args, flags, io } = call
  const [name, ...more] = args
  if (name === undefined || more.length > 0) throw usageError(call.path, 'must have exactly one argument')
  const { api, target } = await call.cluster()
  await api.get('/apis/project.openshift.io/v1/projectrequests')
  await api.call({
    method: 'POST', path: '/apis/project.openshift.io/v1/projectrequests',
    body: {
      kind: 'ProjectRequest', apiVersion: 'project.openshift.io/v1', metadata: { name }, displayName: flags.text('display-name'), description: flags.text('description'),
    },
  })
  if (flags.bool('skip-config-write')) return io.out(`Project "${name}" created on server "${target.server}".\n\nTo switch to this project and start adding applications, use:\n\n    oc project ${name}\n`)
  await switchProject(call, name)
  io.out(`Now using project "${name}" on server "${target.server}".\n\n${hint}`)
}

const hint = `You can add applications to this project from files, or from an image that is known here. For example, try:

    oc apply -f FILE
    oc create deployment hello --image=istio/examples-bookinfo-details-v1:1.5.0

`
