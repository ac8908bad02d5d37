import { describe, expect, it } from 'vitest'
import { bodyText } from '../body.ts'
import type { ContainerContext, HopRequest, HopResponse } from '../image.ts'
import { json, plain } from '../replies.ts'
import { productpage } from './productpage.ts'

const details = json({ id: 0, author: 'William Shakespeare', year: 1595, type: 'paperback', pages: 200, publisher: 'PublisherA', language: 'English', 'ISBN-10': '1234567890', 'ISBN-13': '123-1234567890' })
const review = (reviewer: string, rating?: unknown) => ({ reviewer, text: `${reviewer} <liked> it.`, ...(rating ? { rating } : {}) })

/** A product page whose services answer as they are told. */
function start({ reviews, tag = '1.5.0' }: { readonly reviews: HopResponse | 'timeout'; readonly tag?: string }) {
  const calls: HopRequest[] = []
  const context: ContainerContext = {
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'productpage-v1' }, spec: { containers: [{ name: 'productpage', image: `istio/examples-bookinfo-productpage-v1:${tag}` }] } },
    container: 'productpage', env: {},
    clock: { now: () => 0, after(_, run) { queueMicrotask(run); return () => {} } },
    random: { next: () => 0, state: () => 0 },
    call(request) {
      calls.push(request)
      return Promise.resolve(request.host === 'details' ? details : reviews)
    },
    log() {},
  }
  const program = productpage.start(context)
  const ask = (path: string, more: Partial<HopRequest> = {}) => program.handle({ method: 'GET', host: 'shop', port: 9080, path, headers: {}, ...more })
  return { ask, calls, page: async (headers: Record<string, string> = {}) => bodyText((await ask('/productpage', { headers })).body) }
}

const stars = (color: string) => json({ id: '0', reviews: [review('Reviewer1', { stars: 5, color }), review('Reviewer2', { stars: 4, color })] })

describe('the page', () => {
  it('tells everything of the book', async () => {
    const html = await start({ reviews: stars('black') }).page()
    const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    for (const part of ['Simple Bookstore App', 'BookInfo Sample', 'Sign in', 'The Comedy of Errors', 'Summary:', 'Book Details', 'Type: paperback', 'Pages: 200', 'Publisher: PublisherA', 'Language: English', 'ISBN-10: 1234567890', 'ISBN-13: 123-1234567890', 'Book Reviews', 'Please sign in', 'User Name', 'Password']) expect(text).toContain(part)
  })

  it.each([['black', 'black'], ['red', 'red']])('shows %s stars: five full ones, then four and an empty one', async (color, shade) => {
    const html = await start({ reviews: stars(color) }).page()
    const shown = [...html.matchAll(/<font color="(\w+)">(.*?)<\/font>/g)].map(([, colour, inside = '']) => [colour, inside.match(/glyphicon-star"/g)?.length ?? 0, inside.match(/glyphicon-star-empty"/g)?.length ?? 0])
    expect(shown).toEqual([[shade, 5, 0], [shade, 4, 1]])
  })

  it('shows no star line without ratings, and says when they are missing', async () => {
    const without = await start({ reviews: json({ id: '0', reviews: [review('Reviewer1')] }) }).page()
    expect(without).not.toContain('<font')
    const missing = await start({ reviews: json({ id: '0', reviews: [review('Reviewer1', { error: 'Ratings service is currently unavailable' })] }) }).page()
    expect(missing).toContain('Ratings service is currently unavailable')
    expect(missing).not.toContain('<font')
  })

  it('writes what services say as text', async () => {
    expect(await start({ reviews: stars('red') }).page()).toContain('Reviewer1 &lt;liked&gt; it.')
  })

  it.each<[string, HopResponse | 'timeout']>([['do not answer', 'timeout'], ['fail', plain('no', 500)], ['are not routed', plain('no healthy upstream', 503)]])('asks twice when reviews %s, and then does without', async (_, reviews) => {
    const { calls, page } = start({ reviews })
    const html = await page()
    expect(html).toContain('Error fetching product reviews!')
    expect(html).toContain('Sorry, product reviews are currently unavailable for this book.')
    expect(calls.map(({ host }) => host)).toEqual(['details', 'reviews', 'reviews'])
  })

  it('knows who is signed in, and tells the services in both ways', async () => {
    const { calls, page } = start({ reviews: stars('black') })
    expect(await page({ cookie: 'theme=dark; user=jason' })).toContain('<b>jason</b> ( <a href="logout">sign out</a> )')
    expect(calls.at(-1)?.headers).toMatchObject({ cookie: 'user=jason', 'end-user': 'jason' })
  })

  it('is no place for somebody else’s markup', async () => {
    expect(await start({ reviews: stars('black') }).page({ cookie: `user=${encodeURIComponent('<img src=x onerror=alert(1)>')}` })).not.toContain('<img')
  })

  it('loads nothing from elsewhere', async () => {
    expect(await start({ reviews: stars('black') }).page()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  })
})

describe('signing in and out', () => {
  const { ask } = start({ reviews: stars('black') })
  it.each<[string, Partial<HopRequest>, Record<string, string>]>([
    ['with a name', { method: 'POST', body: 'username=jason&passwd=x', headers: { referer: 'http://shop/productpage' } }, { location: 'http://shop/productpage', 'set-cookie': 'user=jason; Path=/' }],
    ['without a referer', { method: 'POST', body: 'username=jason&passwd=x' }, { location: '/productpage' }],
  ])('%s', async (_, request, headers) => {
    expect(await ask('/login', request)).toMatchObject({ status: 302, headers })
  })

  it('without a name signs nobody in', async () => {
    expect((await ask('/login', { method: 'POST', body: 'username=&passwd=x' })).headers).not.toHaveProperty('set-cookie')
  })

  it('out takes the cookie back', async () => {
    const { status, headers } = await ask('/logout', { headers: { referer: 'http://shop/productpage' } })
    expect(status).toBe(302)
    expect(headers['set-cookie']).toMatch(/^user=;.*1970/)
  })
})

it.each([['/', 'href="/productpage?u=normal"'], ['/health', 'Product page is healthy'], ['/api/v1/products', 'The Comedy of Errors'], ['/api/v1/products/0', 'William Shakespeare']])('answers %s', async (path, part) => {
  const { ask } = start({ reviews: stars('black') })
  const { status, body } = await ask(path)
  expect(status).toBe(200)
  expect(bodyText(body)).toContain(part)
})
