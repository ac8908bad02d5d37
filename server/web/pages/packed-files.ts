import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'

interface PackedFile {
  readonly path: string
  readonly type: string
  readonly size: number
}

const types: Readonly<Record<string, string>> = { '.js': 'application/javascript; charset=UTF-8', '.css': 'text/css; charset=UTF-8' }
const prefix = '/_next/static/'

/**
 * Serves built scripts and style sheets that the build packed with Brotli: a sixth less over the wire than gzip, and nothing to
 * compress at each request. The returned function says whether it answered; what it does not know is somebody else's.
 */
export function packedFiles(folder: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  const known = new Map(listPacked(folder).map((file) => [file.url, file]))
  return (request, response) => {
    const file = known.get(request.url?.split('?')[0] ?? '')
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD') || !takesBrotli(request)) return false
    // Names hold a hash of what is in them.
    response.writeHead(200, {
      'content-type': file.type, 'content-encoding': 'br', 'content-length': file.size, vary: 'Accept-Encoding',
      'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff',
    })
    if (request.method === 'HEAD') response.end()
    else createReadStream(file.path).on('error', () => response.destroy()).pipe(response)
    return true
  }
}

function listPacked(folder: string): readonly (PackedFile & { readonly url: string })[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const plain = name.replace(/\.br$/, '')
    const type = types[extname(plain)]
    if (plain === name || !type || !existsSync(join(folder, plain))) return []
    const path = join(folder, name)
    return [{ url: prefix + plain.split(sep).map(encodeURIComponent).join('/'), path, type, size: statSync(path).size }]
  })
}

function takesBrotli({ headers }: IncomingMessage): boolean {
  return String(headers['accept-encoding'] ?? '').split(',').some((part) => /^br\s*(?:;(?!\s*q=0(?:\.0*)?$)|$)/.test(part.trim()))
}
