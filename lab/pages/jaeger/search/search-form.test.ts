import { describe, expect, it } from 'vitest'
import { emptySearch, parseTags, readSearch, writeSearch, type Search } from './search-form.ts'

const read = (search: string) => readSearch(new URLSearchParams(search))

describe('readSearch', () => {
  it.each<[string, Partial<Search>]>([
    ['', {}],
    ['service=istio-ingress&limit=200&minDuration=5s', { service: 'istio-ingress', limit: 200, minDuration: '5s' }],
    ['operation=all&lookback=2d', { lookback: '2d' }],
    ['lookback=for+ever&limit=-1', {}],
    ['limit=99999999', { limit: 1500 }],
    ['tags=error%3Dtrue', { tags: 'error=true' }],
    ['tags=%7B%22http.status_code%22%3A%22500%22%2C%22a%22%3A%22b+c%22%7D', { tags: 'http.status_code=500 a="b c"' }],
    ['tag=error:true&tag=a:b', { tags: 'error=true a=b' }],
    ['tags=%7Bbroken', { tags: '{broken' }],
  ])('%s', (search, expected) => {
    expect(read(search)).toEqual({ ...emptySearch, ...expected })
  })

  it('reads what it wrote', () => {
    const search: Search = { service: 'a b', operation: 'x/y', tags: 'error=true', lookback: '6h', minDuration: '5s', maxDuration: '10s', limit: 50 }
    expect(readSearch(writeSearch(search))).toEqual(search)
  })
})

describe('parseTags', () => {
  it.each<[string, Record<string, string> | undefined]>([
    ['', {}],
    ['  ', {}],
    ['error=true', { error: 'true' }],
    ['http.status_code=200  error=true ', { 'http.status_code': '200', error: 'true' }],
    ['a="two \\"words\\"" b=', { a: 'two "words"', b: '' }],
    ['error', undefined],
    ['a=1 nonsense', undefined],
    ['a="open', undefined],
  ])('%s', (written, expected) => {
    expect(parseTags(written)).toEqual(expected)
  })
})
