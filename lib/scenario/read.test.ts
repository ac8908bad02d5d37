import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pageOf, readCatalogue, readPageText, readRepositoryFile, readScenario, readScript } from './read.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rehearsal-read-'))
  put('good/index.json', '{"title": "Good", "details": {"steps": [{"text": "a.md"}]}}')
  put('good/a.md', 'Fine.')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

/** Codes of everything wrong, of the folder and of every scenario but the good one. */
async function problems(): Promise<readonly string[]> {
  const { entries, problems: own } = await readCatalogue(root)
  expect(entries.find(({ slug }) => slug === 'good')?.scenario?.title).toBe('Good')
  return [...own, ...entries.flatMap((entry) => entry.problems)].map(({ code }) => code)
}

const utf16 = Buffer.from('\uFEFF{"title": "Wide"}', 'utf16le')

/** Files of one bad scenario, and what is told. The good one beside it must load whatever they are. */
const bad: readonly (readonly [string, Readonly<Record<string, string | Uint8Array>>, readonly string[]])[] = [
  ['broken JSON', { 'index.json': '{"title": "x"' }, ['index-syntax']],
  ['broken YAML', { 'index.yaml': 'title: "x' }, ['index-syntax']],
  ['an empty file', { 'index.json': ' \n' }, ['index-empty']],
  ['a list', { 'index.json': '[]' }, ['index-not-object']],
  ['UTF-16', { 'index.json': utf16 }, ['file-not-utf8', 'index-syntax']],
  ['bytes of all kinds', { 'index.json': Uint8Array.from({ length: 4096 }, (_, index) => index % 256) }, ['file-not-utf8', 'index-syntax']],
  ['a byte order mark', { 'index.json': '\uFEFF{"title": "x"}' }, ['byte-order-mark']],
  ['brackets without end', { 'index.json': '['.repeat(3_000_000) }, ['index-too-deep']],
  ['objects without end', { 'index.json': '{"a":'.repeat(700_000) }, ['index-too-deep']],
  ['a million values', { 'index.json': `[${'1,'.repeat(1_000_000)}1]` }, ['index-too-many']],
  ['aliases of aliases', { 'index.yaml': ['a: &a [x,x,x,x,x,x,x,x,x]', ...[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index]}`).join(',')}]`), 'title: *h'].join('\n') }, ['index-syntax']],
  ['YAML without end', { 'index.yaml': `title: ${'['.repeat(60_000)}` }, ['index-syntax']],
  ['YAML of nothing but mistakes', { 'index.yaml': `title: "${'\\x'.repeat(30_000)}` }, ['index-syntax']],
  ['a page outside', { 'index.json': '{"details": {"steps": [{"text": "../../../../etc/passwd", "code": "../../../etc/hostname"}]}}' }, ['path-outside', 'path-outside']],
  ['line ends of other systems, and keys that nobody knows', { 'index.json': '{"title": "x",\r\n "mystery": {"deep": [1]},\r\n "details": {"steps": [{"text": "a.md", "whatever": 1}]}}\r\n', 'a.md': '# x\r\n' }, []],
  ['ten thousand steps', { 'index.json': JSON.stringify({ title: 'Long', details: { steps: Array.from({ length: 10_000 }, (_, at) => ({ title: `Step ${at}`, text: 'a.md' })) } }), 'a.md': 'x' }, []],
  ['steps that are none', { 'index.json': `{"details": {"steps": [${Array.from({ length: 20_000 }, () => '5').join(',')}]}}` }, []],
]

describe('R11: a bad scenario costs nobody else anything', () => {
  it.each(bad)('%s', async (_, files, told) => {
    for (const [path, content] of Object.entries(files)) put(`bad/${path}`, content)
    const found = await problems()
    if (told.length > 0) expect(found).toEqual(told)
    else expect(new Set(found)).toEqual(new Set(['wrong-type', 'no-steps'].slice(0, new Set(found).size)))
  })

  it('two that would have one name', async () => {
    put('a/b/index.json', '{"title": "Deep", "details": {"steps": [{"text": "x.md"}]}}')
    put('a/b/x.md', 'deep')
    put('a~b/index.json', '{"title": "Flat", "details": {"steps": [{"text": "x.md"}]}}')
    put('a~b/x.md', 'flat')
    expect(await problems()).toEqual([])
    const { entries } = await readCatalogue(root)
    expect(new Set(entries.map(({ slug }) => slug)).size).toBe(3)
    const texts = await Promise.all(entries.map(async ({ scenario }) => scenario && readPageText(root, scenario, 1)))
    expect(texts.map((page) => page?.ok && page.text).toSorted()).toEqual(['Fine.', 'deep', 'flat'])
  })

  it('a text of 50 MB is refused, with its size', async () => {
    put('bad/index.json', '{"title": "Bad", "details": {"steps": [{"text": "big.md"}]}}')
    put('bad/big.md', '')
    truncateSync(join(root, 'bad/big.md'), 50 * 1024 * 1024)
    const scenario = await readScenario(root, 'bad')
    const page = scenario && await readPageText(root, scenario, 1)
    expect(page).toMatchObject({ ok: false, problems: [{ code: 'file-too-large', file: 'bad/big.md', args: { limit: '512 KiB', size: '50 MiB' } }] })
  })

  it('links that lead in circles, out, or nowhere', async () => {
    put('bad/index.json', '{"title": "Bad", "details": {"steps": [{"text": "leak.md"}, {"text": "kept.md"}]}}')
    symlinkSync('/etc/passwd', join(root, 'bad/leak.md'))
    symlinkSync('../good/a.md', join(root, 'bad/kept.md'))
    symlinkSync('.', join(root, 'bad/self'))
    symlinkSync('..', join(root, 'bad/up'))
    symlinkSync('/', join(root, 'bad/all'))
    symlinkSync('nowhere', join(root, 'bad/dangling'))
    expect((await problems()).toSorted()).toEqual(['page-missing', 'symlink-loop', 'symlink-loop', 'symlink-outside', 'symlink-outside', 'symlink-outside'])
    const scenario = await readScenario(root, 'bad')
    expect(scenario && await readPageText(root, scenario, 1)).toMatchObject({ ok: false })
    expect(scenario && await readPageText(root, scenario, 2)).toMatchObject({ ok: true, text: 'Fine.' })
  })

  it('a pipe where a page should be', async () => {
    put('bad/index.json', '{"title": "Bad", "details": {"steps": [{"text": "pipe.md"}]}}')
    execFileSync('mkfifo', [join(root, 'bad/pipe.md')])
    expect(await problems()).toEqual(['page-missing'])
  })
})

describe('texts', () => {
  it('come with line ends of one kind, without a byte order mark', async () => {
    put('lab/index.json', '{"title": "Lab", "details": {"intro": {"text": "a.md"}, "steps": [{"text": "b.md", "verify": "v.sh"}], "finish": {}}}')
    put('lab/a.md', '\uFEFFone\r\ntwo\rthree\n')
    put('lab/b.md', new Uint8Array([0x61, 0xff, 0x62]))
    put('lab/v.sh', 'exit 0\r\n')
    const scenario = await readScenario(root, 'lab')
    if (!scenario) throw new Error('the scenario must load')
    expect(await readPageText(root, scenario, 0)).toMatchObject({ ok: true, text: 'one\ntwo\nthree\n', problems: [{ code: 'byte-order-mark' }] })
    expect(await readPageText(root, scenario, 1)).toMatchObject({ ok: true, text: 'a\uFFFDb', problems: [{ code: 'file-not-utf8', args: { byte: '1' } }] })
    expect(await readPageText(root, scenario, 2)).toEqual({ ok: true, text: '', problems: [] })
    expect(await readScript(root, scenario, 'v.sh')).toMatchObject({ ok: true, text: 'exit 0\n' })
    expect(await readScript(root, scenario, '../../../etc/passwd')).toMatchObject({ ok: false })
    expect(pageOf(scenario, 7)).toBeUndefined()
  })

  it('are given by the path in the repository and no other', async () => {
    expect((await readRepositoryFile(root, 'good/a.md', 100))?.toString()).toBe('Fine.')
    expect(await readRepositoryFile(root, 'good/a.md', 3)).toBeUndefined()
    for (const path of ['../good/a.md', '/etc/passwd', 'good/../good/a.md', 'good', '']) expect(await readRepositoryFile(root, path, 100)).toBeUndefined()
  })
})

describe('katacoda.yaml', () => {
  it('says below which folder the scenarios are', async () => {
    put('katacoda.yaml', 'scenario_root: ./content\n')
    put('content/lab/index.json', '{"title": "Lab"}')
    expect((await readCatalogue(root)).entries.map(({ slug }) => slug)).toEqual(['content~lab'])
  })
})

describe('translations', () => {
  it('are the scenarios at the same place of a mirrored tree', async () => {
    put('_es/good/index.json', '{"title": "Bueno"}')
    const { entries, languages } = await readCatalogue(root)
    expect(languages).toEqual(['en', 'es'])
    expect(Object.fromEntries(entries.map(({ slug, translations }) => [slug, translations]))).toEqual({
      good: [{ language: 'es', slug: '_es~good' }],
      '_es~good': [{ language: 'en', slug: 'good' }],
    })
  })
})
