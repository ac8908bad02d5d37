import { bodyText } from '../body.ts'
import { readCookie } from '../cookies.ts'
import type { ContainerContext, HopRequest, HopResponse, Image } from '../image.ts'
import { html, json, plain, splitPath, work } from '../replies.ts'
import { fetchBook, products, upstreamHeaders, type Part } from './productpage/fetch-book.ts'
import { introPage } from './productpage/intro-page.ts'
import { productPage } from './productpage/product-page.ts'
import { isModern } from './version.ts'

/** The page that a learner looks at: details and reviews of one book. */
export const productpage: Image = {
  names: ['istio/examples-bookinfo-productpage-*'],
  start(context) {
    context.log(' * Running on http://0.0.0.0:9080/ (Press CTRL+C to quit)')
    return {
      ports: [9080],
      async handle(request) {
        await work(context, [1, 4])
        const response = await answer(context, request)
        context.log(`INFO:werkzeug: "${request.method} ${request.path} HTTP/1.1" ${response.status} -`)
        return response
      },
    }
  },
}

async function answer(context: ContainerContext, request: HopRequest): Promise<HopResponse> {
  const { path } = splitPath(request.path)
  switch (path) {
    case '/': case '/index.html': return html(introPage())
    case '/health': return plain('Product page is healthy')
    case '/login': return login(request)
    case '/logout': return back(request, 'user=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/')
    case '/api/v1/products': return json(products)
    case '/productpage': return page(context, request)
    default: return api(context, request, path)
  }
}

async function page(context: ContainerContext, request: HopRequest): Promise<HopResponse> {
  const headers = upstreamHeaders(request.headers)
  const details = await fetchBook(context, 'details', { id: '0', headers })
  const reviews = await fetchBook(context, 'reviews', { id: '0', headers })
  return html(productPage({ user: userOf(request), details, reviews, showsPod: isModern(context) }))
}

async function api(context: ContainerContext, request: HopRequest, path: string): Promise<HopResponse> {
  const [, id, part = '/details'] = /^\/api\/v1\/products\/([^/]+)(\/reviews|\/ratings)?$/.exec(path) ?? []
  if (id === undefined) return plain('Not Found', 404)
  // The pattern above leaves these three only.
  const { status, body } = await fetchBook(context, part.slice(1) as Part, { id, headers: upstreamHeaders(request.headers) })
  return json(body, status)
}

/** Any password will do; an empty name signs nobody in. */
function login(request: HopRequest): HopResponse {
  const name = new URLSearchParams(bodyText(request.body)).get('username')?.trim() ?? ''
  return name === '' ? back(request) : back(request, `user=${encodeURIComponent(name)}; Path=/`)
}

function back(request: HopRequest, cookie?: string): HopResponse {
  const headers = { location: request.headers['referer'] ?? '/productpage', 'content-type': 'text/html; charset=utf-8' }
  if (cookie === undefined) return { status: 302, headers, body: '' }
  // In a frame of another site a browser keeps only cookies that say so. Sec-Fetch headers come over trustworthy origins alone,
  // where `Secure` holds too.
  const framed = request.headers['sec-fetch-dest'] === 'iframe' ? '; SameSite=None; Secure; Partitioned' : ''
  return { status: 302, headers: { ...headers, 'set-cookie': cookie + framed }, body: '' }
}

function userOf(request: HopRequest): string | undefined {
  return readCookie(request.headers['cookie'], 'user')
}
