import { createHash } from 'node:crypto'
import { decodeSegment } from '../../../../decode-segment.ts'
import { fileTypeOf } from '../../../../file-type.ts'
import { getFile, getScenario } from '../../../../scenario-source.ts'

/** The originals ended at 9 MB. */
const maxBytes = 16 * 1024 * 1024

interface FileParams {
  readonly params: Promise<{ slug: string; path: string[] }>
}

/** Pictures that pages show, and files that they offer. `path` begins at the root of the repository. */
export async function GET(request: Request, { params }: FileParams): Promise<Response> {
  const { slug, path } = await params
  const file = path.map(decodeSegment).join('/')
  const type = fileTypeOf(file)
  const bytes = type && await getScenario(decodeSegment(slug)) && await getFile(file, maxBytes)
  if (!type || !bytes) return new Response('There is no such file.\n', { status: 404 })
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  const headers = {
    'Content-Type': type.mime,
    'X-Content-Type-Options': 'nosniff',
    // A drawing may hold scripts; opened by itself it must not run them with our address.
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    'Cache-Control': 'private, max-age=60, must-revalidate',
    ETag: tag,
    ...(type.shown ? {} : { 'Content-Disposition': 'attachment' }),
  }
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(bytes), { headers })
}
