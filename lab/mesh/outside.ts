import type { HopRequest, HopResponse } from '../images/image.ts'
import { plain } from '../images/replies.ts'

/** The world outside the cluster. A lab has no network: a page says so in the place of what would be there. */
export function createOutside(): (request: HopRequest) => Promise<HopResponse> {
  return async ({ host, method, path }) => plain(`This stands for ${host}: the request ${method} ${path} left the cluster. The lab itself has no network.\n`)
}
