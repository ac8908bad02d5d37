import type { Cluster } from '../../command.ts'
import { isNotFound } from '../../errors.ts'
import { isObject, listAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'

const projectsPath = '/apis/project.openshift.io/v1/projects'

/** Every project in the order of names; on a plain Kubernetes its namespaces. */
export async function listProjects({ api }: Pick<Cluster, 'api'>): Promise<readonly JsonObject[]> {
  const list = await api.get(projectsPath).catch(async (error: unknown) => {
    if (isNotFound(error)) return api.get('/api/v1/namespaces')
    throw error
  })
  return listAt(list, 'items').filter(isObject).toSorted((a, b) => (textAt(a, 'metadata', 'name') < textAt(b, 'metadata', 'name') ? -1 : 1))
}

export async function projectExists({ api }: Pick<Cluster, 'api'>, name: string): Promise<boolean> {
  for (const path of [projectsPath, '/api/v1/namespaces']) {
    try {
      await api.get(`${path}/${encodeURIComponent(name)}`)
      return true
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }
  return false
}

export function projectName(project: JsonObject): string {
  return textAt(project, 'metadata', 'name')
}

/** `Web shop (shop)`, or the bare name of a project that has no other. */
export function displayName(project: JsonObject): string {
  const name = projectName(project)
  const display = textAt(project, 'metadata', 'annotations', 'openshift.io/display-name')
  return display === '' || display === name ? name : `${display} (${name})`
}

/** Name of the user that the server takes us for. */
export async function userName({ api }: Pick<Cluster, 'api'>): Promise<string> {
  return textAt(await api.get('/apis/user.openshift.io/v1/users/~'), 'metadata', 'name')
}
