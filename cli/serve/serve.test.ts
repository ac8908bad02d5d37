import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runProgram, temporaryFolder } from '../testing.ts'
import { readGitAddress, shownAddress } from './git-address.ts'
import { repositoryCache } from './repository-cache.ts'

describe('readGitAddress', () => {
  it.each([
    ['https://example.org/a/b.git', { url: 'https://example.org/a/b.git' }],
    ['https://example.org/a/b#v2.0/x', { url: 'https://example.org/a/b', ref: 'v2.0/x' }],
    ['ssh://git@example.org:22/a/b', { url: 'ssh://git@example.org:22/a/b' }],
    ['git@example.org:a/b.git', { url: 'git@example.org:a/b.git' }],
    ['file:///srv/a', { url: 'file:///srv/a' }],
    ['./folder', undefined],
    ['folder/with:colon', undefined],
    ['https:folder', undefined],
    ['C:\\folder', undefined],
  ])('reads %s', (written, expected) => {
    expect(readGitAddress(written)).toEqual(expected)
  })

  it.each([
    'http://example.org/a', 'git://example.org/a', 'ext::sh -c touch% /tmp/x', 'fd::17', 'ftp://example.org/a', 'https::example.org', 'ssh://-oProxyCommand=x/a', 'ssh://git@-x/a',
    'https://example.org/a b', 'https://example.org/a#--upload-pack=x', 'https://example.org/a\n',
  ].map((written) => [written]))('refuses %s', (written) => {
    expect(() => readGitAddress(written.endsWith('\n') ? `${written}x` : written)).toThrow(/^Expected/)
  })

  it('shows no password', () => {
    expect(shownAddress({ url: 'https://me:secret@example.org/a', ref: 'b' })).toBe('https://example.org/a#b')
  })
})

describe('a repository', () => {
  let source: ReturnType<typeof temporaryFolder>
  let cache: ReturnType<typeof temporaryFolder>
  let lines: string[]
  beforeEach(() => {
    source = temporaryFolder({ 'lab/index.json': '{"title": "One"}' })
    cache = temporaryFolder()
    lines = []
    symlinkSync('/etc/passwd', join(source.path, 'lab', 'leak'))
    git('init', '--quiet', '--initial-branch', 'main')
    commit('first')
  })
  afterEach(() => {
    source.close()
    cache.close()
  })

  function git(...args: string[]): void {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: source.path, stdio: ['ignore', 'ignore', 'inherit'] })
  }

  function commit(message: string): void {
    git('add', '--all')
    git('commit', '--quiet', '--message', message)
  }

  const fetch = (url: string, ref?: string) => repositoryCache(cache.path).fetch({ url, ...(ref && { ref }) }, (line) => lines.push(line))

  it('is copied without its history, and brought up to date the next time', async () => {
    const url = pathToFileURL(source.path).href
    const folder = await fetch(url)
    expect(readFileSync(join(folder, 'lab/index.json'), 'utf8')).toContain('One')
    expect(lines).toEqual([`Fetching ${url} …`])
    writeFileSync(join(source.path, 'lab/index.json'), '{"title": "Two"}')
    commit('second')
    writeFileSync(join(folder, 'stray'), '')
    expect(await fetch(url)).toBe(folder)
    expect(readFileSync(join(folder, 'lab/index.json'), 'utf8')).toContain('Two')
    expect(existsSync(join(folder, 'stray'))).toBe(false)
    expect(execFileSync('git', ['-C', folder, 'rev-list', '--count', 'HEAD']).toString().trim()).toBe('1')
    expect(lines).toHaveLength(1)
  })

  it('is taken at a branch, beside the copy of another', async () => {
    git('checkout', '--quiet', '-b', 'next')
    writeFileSync(join(source.path, 'lab/index.json'), '{"title": "Next"}')
    commit('next')
    git('checkout', '--quiet', 'main')
    const url = pathToFileURL(source.path).href
    const [main, next] = [await fetch(url), await fetch(url, 'next')]
    expect(readFileSync(join(next, 'lab/index.json'), 'utf8')).toContain('Next')
    expect(readFileSync(join(main, 'lab/index.json'), 'utf8')).toContain('One')
  })

  it('is played from its copy while it cannot be reached', async () => {
    const url = pathToFileURL(source.path).href
    const folder = await fetch(url)
    source.close()
    expect(await fetch(url)).toBe(folder)
    expect(lines[1]).toMatch(/could not be reached; playing the copy/)
  })

  it('that is not there is told in one sentence, and leaves nothing', async () => {
    await expect(fetch('file:///nowhere/at/all')).rejects.toThrow(/nowhere\/at\/all/)
    expect(readdirSync(cache.path)).toEqual([])
  })
})

describe('rehearsal serve', () => {
  it('plays a folder and hands on the options of npm start', async () => {
    const folder = temporaryFolder()
    const { outcome } = await runProgram('serve', folder.path, '--port', '4000')
    folder.close()
    expect(outcome).toEqual({ kind: 'serve', folder: folder.path, options: ['--port', '4000'] })
  })

  it.each([['http://example.org/a'], ['ext::sh -c x'], ['/nowhere/at/all']])('refuses %s', async (where) => {
    const { outcome, err } = await runProgram('serve', where)
    expect(outcome).toEqual({ kind: 'status', status: 2 })
    expect(err).toMatch(/^Expected/)
  })
})
