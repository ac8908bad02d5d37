import type { HopRequest, HopResponse } from '../image.ts'
import { plain, splitPath } from '../replies.ts'
import type { PageFile, PageFiles } from './page-files.ts'

/** Pages load nothing from elsewhere. Who may frame them is for the preview host to say, not for them. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"

/** One of the lab's pages; its paths are told apart by the script in it. */
export function servePage(files: PageFiles, name: string, request: HopRequest): HopResponse {
  const file = files[name]
  if (!file) return plain('The pages of this lab were not built: run the build of the project.\n', 503)
  return answer(file, request, { 'cache-control': 'no-cache', 'content-security-policy': policy, 'referrer-policy': 'no-referrer' })
}

/** Scripts and styles under `/assets/`; undefined for any other path. Their names change with their content. */
export function serveAsset(files: PageFiles, request: HopRequest): HopResponse | undefined {
  const { path } = splitPath(request.path)
  if (!path.startsWith('/assets/')) return undefined
  const file = files[path.slice(1)]
  return file ? answer(file, request, { 'cache-control': 'public, max-age=31536000, immutable' }) : plain('Not found\n', 404)
}

function answer({ type, body, gzip }: PageFile, { method, headers }: HopRequest, more: Readonly<Record<string, string>>): HopResponse {
  if (method !== 'GET' && method !== 'HEAD') return plain('Method not allowed\n', 405, { allow: 'GET, HEAD' })
  const compressed = gzip && /\bgzip\b/.test(headers['accept-encoding'] ?? '') ? gzip : undefined
  return {
    status: 200,
    headers: { 'content-type': type, vary: 'accept-encoding', 'x-content-type-options': 'nosniff', ...(compressed ? { 'content-encoding': 'gzip' } : {}), ...more },
    body: method === 'HEAD' ? '' : compressed ?? body,
  }
}
