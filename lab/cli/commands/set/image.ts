import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { noResourceText } from '../../resources/no-resource.ts'
import { changePods } from './change-pods.ts'
import { containersAt, containersPatch } from './pod-spec.ts'

/** `set image deployment/web app=web:2`: the image of one container, or of all with `*`. */
export async function setImage(call: CommandCall): Promise<void> {
  const args = call.args.filter((word) => !word.includes('='))
  const images = call.args.filter((word) => word.includes('=')).map((word) => ({ name: word.slice(0, word.indexOf('=')), image: word.slice(word.indexOf('=') + 1) }))
  if (args.length === 0 && call.flags.list('filename').length === 0) throw new CliError(noResourceText)
  if (images.length === 0) throw new CliError('error: at least one image update is required')
  if (images.length > 1 && images.some(({ name }) => name === '*')) throw new CliError('error: all containers are already specified by *, but saw more than one container_name=container_image pairs')
  await changePods(call, {
    args, done: 'image updated',
    patchOf({ object }, path) {
      const fields: Record<string, JsonObject[]> = { containers: [], initContainers: [] }
      for (const { name, image } of images) {
        let found = false
        for (const field of ['containers', 'initContainers'] as const) {
          for (const container of containersAt(object, path, field).filter((one) => name === '*' || textAt(one, 'name') === name)) {
            found = true
            if (textAt(container, 'image') !== image) fields[field]?.push({ name: textAt(container, 'name'), image })
          }
        }
        if (!found) throw new CliError(`error: unable to find container named "${name}"`)
      }
      return Object.values(fields).every((list) => list.length === 0) ? undefined : containersPatch(path, fields)
    },
  })
}
