import { describe, expect, it } from 'vitest'
import { matchesGlob } from './glob.ts'
import { selectAssets } from './select-assets.ts'

describe('matchesGlob', () => {
  it.each([
    ['*', 'a.sh', true],
    ['*', 'dir/a.sh', false],
    ['*', '.hidden', false],
    ['.*', '.hidden', true],
    ['*.sh', 'a.sh', true],
    ['*.sh', 'a.sh.bak', false],
    ['a?c', 'abc', true],
    ['dir/*', 'dir/a', true],
    ['dir/*', 'dir/deep/a', false],
    ['**', 'a', true],
    ['**', 'a/b/c', true],
    ['**', 'a/.git/c', false],
    ['**/*.json', 'x.json', true],
    ['**/*.json', 'a/b/x.json', true],
    ['app1/*/*.json', 'app1/x/app.json', true],
    ['app1/*/*.json', 'app1/app.json', false],
    ['app*/**/*.*', 'app2/a/b/x.y', true],
    ['app*/**/*.*', 'other/a.b', false],
    ['a(b)+[c]', 'a(b)+[c]', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected)
  })

  it('is quick for a pattern made to be slow', () => {
    const started = performance.now()
    matchesGlob(`${'**/*a*'.repeat(200)}b`, `${'aaaa/'.repeat(200)}a`)
    matchesGlob(`${'*a'.repeat(2_000)}b`, 'a'.repeat(4_000))
    expect(performance.now() - started).toBeLessThan(500)
  })
})

const paths = ['run.sh', 'a.yaml', 'b.yaml', 'policies/x.hcl', 'my-chart/templates/service.yaml', 'app1/app.json', 'app2/app.json', 'app2/deep/z.json']

describe('selectAssets', () => {
  it.each([
    ['run.sh', ['run.sh → run.sh']],
    ['/policies/x.hcl', ['policies/x.hcl → x.hcl']],
    ['my-chart/templates/service.yaml', ['my-chart/templates/service.yaml → service.yaml']],
    ['*.yaml', ['a.yaml → a.yaml', 'b.yaml → b.yaml']],
    ['policies/*', ['policies/x.hcl → x.hcl']],
    ['*/app.json', ['app1/app.json → app1/app.json', 'app2/app.json → app2/app.json']],
    ['app2/**', ['app2/app.json → app.json', 'app2/deep/z.json → deep/z.json']],
    ['app2', ['app2/app.json → app.json', 'app2/deep/z.json → deep/z.json']],
    ['missing.txt', []],
    ['../index.json', []],
  ])('%s', (file, expected) => {
    const { files, missing } = selectAssets([{ host: 'host01', file, target: '~/x' }], paths)
    expect(files.map(({ source, name }) => `${source} → ${name}`)).toEqual(expected)
    expect(missing).toEqual(expected.length === 0 ? [file] : [])
  })
})
