import type { ContainerContext, ContainerProgram, HopRequest, HopResponse } from '../image.ts'
import { plain, splitPath } from '../replies.ts'
import type { PageFiles } from './page-files.ts'
import { serveAsset, servePage } from './serve-page.ts'
import type { ApiHandler } from './telemetry-parts.ts'

export interface WebProgram {
  readonly ports: readonly number[]
  readonly pages: PageFiles
  /** File of the page. */
  readonly page: string
  /** Paths that show the page. */
  readonly shows: RegExp
  /** Paths that lead to another one. */
  readonly redirects?: Readonly<Record<string, string>>
  /** Asked first, in this order. */
  readonly apis: readonly ApiHandler[]
}

/** A program that serves a page, what the page loads, and the APIs that the page and others ask. */
export function webProgram({ context, program }: { readonly context: ContainerContext; readonly program: WebProgram }): ContainerProgram {
  return {
    ports: program.ports,
    async handle(request) {
      const response = await answer(program, request)
      if (response.status >= 500) context.log(`level=error msg="request failed" method=${request.method} path=${JSON.stringify(request.path)} status=${response.status}`)
      return response
    },
  }
}

async function answer({ pages, page, shows, redirects = {}, apis }: WebProgram, request: HopRequest): Promise<HopResponse> {
  for (const api of apis) {
    const response = await api(request)
    if (response) return response
  }
  const { path } = splitPath(request.path)
  const target = Object.hasOwn(redirects, path) ? redirects[path] : undefined
  if (target !== undefined) return plain('', 302, { location: target })
  if (shows.test(path)) return servePage(pages, page, request)
  return serveAsset(pages, request) ?? plain('404 page not found\n', 404)
}
