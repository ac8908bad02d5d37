import { toHtml } from 'hast-util-to-html'
import { describe, expect, it } from 'vitest'
import { colourDocument } from './colour.ts'
import { createParseCache } from './parse-cache.ts'
import { parseStep } from './parse-step.ts'
import { substituteDocument } from './substitute.ts'

const addresses = { scheme: 'http', previewId: 'abc', previewDomain: 'localhost:3000', hostIp: '172.30.1.2' }
const f = '```'

async function html(source: string): Promise<string> {
  return toHtml((await colourDocument(parseStep(source))).tree)
}

describe('colourDocument', () => {
  it('marks words of a language that it knows', async () => {
    expect(await html(`${f}yaml\nkey: "text" # note\n${f}`)).toMatch(/<span class="token-\w+">"text"|<span class="token-string">/)
    expect(await html(`${f}js\nconst a = 1\n${f}`)).toContain('<span class="token-keyword">const</span>')
  })

  it('takes what runs for shell, and leaves the rest plain', async () => {
    expect(await html(`${f}\necho 'a'\n${f}{{execute}}`)).toContain('token-string')
    expect(await html(`${f}\necho 'a'\n${f}`)).not.toContain('token-')
    expect(await html(`${f}klingon\necho 'a'\n${f}`)).not.toContain('token-')
    expect(await html('`echo "a"`{{execute}}')).not.toContain('token-')
  })

  it('goes by the name of a file', async () => {
    expect(await html('<pre class="file" data-filename="a/b.json">{"a": 1}</pre>')).toContain('<span class="token-number">1</span>')
  })

  it('highlights lines', async () => {
    expect(await html(`${f}text{2}\na\nb\nc\n${f}`)).toContain('a\n<span class="token-lit">b</span>\nc')
  })

  it('changes no letter of the code', async () => {
    const code = 'for i in {1..10}; do\n\tkill %${i} # <a> &amp;\n\ndone  '
    const shown = await html(`${f}bash\n${code}\n${f}{{execute}}`)
    expect(shown.replaceAll(/<[^>]+>/g, '').replaceAll('&#x3C;', '<').replaceAll('&#x26;', '&')).toBe(code)
  })

  it('lets placeholders that colours have cut be replaced', async () => {
    const page = await colourDocument(parseStep(`${f}bash\ncurl "http://app.[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x" -H 'a: {{TRAFFIC_HOST1_81}}'\n${f}{{execute}}`))
    const text = toHtml(substituteDocument(page, addresses).tree).replaceAll(/<[^>]+>/g, '')
    expect(text).toBe('curl "http://app.abc-80.localhost:3000/x" -H \'a: http://abc-81.localhost:3000\'')
  })
})

describe('createParseCache', () => {
  it('gives the same document for the same text and terminals', async () => {
    const cache = createParseCache({ maxChars: 1_000 })
    const first = await cache.document('`a`{{execute x}}')
    expect(await cache.document('`a`{{execute x}}')).toBe(first)
    const other = await cache.document('`a`{{execute x}}', { terminals: ['x'] })
    expect(other).not.toBe(first)
    expect(other.blocks[0]?.target).toBe('x')
  })

  it('forgets what was not asked for longest', async () => {
    const cache = createParseCache({ maxChars: 25 })
    const [a, b] = [await cache.document('a'.repeat(10)), await cache.document('b'.repeat(10))]
    expect(await cache.document('a'.repeat(10))).toBe(a)
    await cache.document('c'.repeat(10))
    expect(await cache.document('a'.repeat(10))).toBe(a)
    expect(await cache.document('b'.repeat(10))).not.toBe(b)
  })
})
