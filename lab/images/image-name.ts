import type { Image } from './image.ts'

/** A container's image reference in its parts: `docker.io/istio/proxy:0.6.0` → repository `istio/proxy`, tag `0.6.0`. */
export function parseImageName(reference: string): { readonly repository: string; readonly tag: string } {
  const undigested = reference.split('@')[0] ?? ''
  const parts = undigested.split('/')
  // As Docker reads it: a first part with a dot or a colon, or `localhost`, is a registry.
  const [first = ''] = parts
  const hasRegistry = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost')
  const rest = (hasRegistry ? parts.slice(1) : parts).join('/')
  const colon = rest.lastIndexOf(':')
  const [repository, tag] = colon < 0 ? [rest, 'latest'] : [rest.slice(0, colon), rest.slice(colon + 1)]
  return { repository: repository.replace(/^library\//, ''), tag }
}

/** The image that a reference means here; undefined when there is none to pull. */
export function findImage(images: readonly Image[], reference: string): Image | undefined {
  const { repository } = parseImageName(reference)
  return images.find(({ names }) => names.some((name) => (name.endsWith('*') ? repository.startsWith(name.slice(0, -1)) : repository === name)))
}
