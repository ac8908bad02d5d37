import { read, readList, text } from '../../kube/read.ts'
import { parseImageName } from '../image-name.ts'
import type { ContainerContext } from '../image.ts'

/** Repository and tag of the image that a container runs. */
export function imageOf({ pod, container }: Pick<ContainerContext, 'pod' | 'container'>): { readonly repository: string; readonly tag: string } {
  const own = readList(pod, 'spec', 'containers').find((one) => read(one, 'name') === container)
  return parseImageName(text(read(own, 'image')))
}

/** Bookinfo changed its answers a little with its tag 1.16: names of pods, `end-user` instead of a cookie. */
export function isModern(context: Pick<ContainerContext, 'pod' | 'container'>): boolean {
  const [major = 0, minor = 0] = imageOf(context).tag.split('.').map(Number)
  return major > 1 || (major === 1 && minor >= 16)
}
