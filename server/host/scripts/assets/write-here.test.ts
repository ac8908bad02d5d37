import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeHere } from './write-here.ts'

let folder: string
const file = (name: string, text: string, mode = 0o644) => ({ path: join(folder, name), content: Buffer.from(text), mode })
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'write-here-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('writing files on our own file system', () => {
  it('makes folders, sets modes and replaces what is there', async () => {
    writeFileSync(join(folder, 'old'), 'a much longer text than the new one', { mode: 0o600 })
    expect(await writeHere([file('a/b/run', 'one', 0o755), file('old', 'new'), file('secret', 's', 0o600)], {})).toEqual([])
    expect([read('a/b/run'), read('old'), read('secret')]).toEqual(['one', 'new', 's'])
    expect([statSync(join(folder, 'a/b/run')).mode & 0o100, statSync(join(folder, 'secret')).mode & 0o777]).toEqual([0o100, 0o600])
  })

  it('replaces a link and leaves alone what it led to', async () => {
    writeFileSync(join(folder, 'target'), 'theirs')
    symlinkSync('target', join(folder, 'link'))
    await writeHere([file('link', 'ours')], {})
    expect([read('target'), read('link'), lstatSync(join(folder, 'link')).isSymbolicLink()]).toEqual(['theirs', 'ours', false])
  })

  it('keeps what exists where that is wanted', async () => {
    writeFileSync(join(folder, 'kept'), 'learner')
    expect(await writeHere([file('kept', 'author'), file('fresh', 'author')], { keepExisting: true })).toEqual([])
    expect([read('kept'), read('fresh')]).toEqual(['learner', 'author'])
  })

  it('takes the last of two with one path, as an archive does', async () => {
    await writeHere([file('twice', 'first'), file('twice', 'last')], {})
    expect(read('twice')).toBe('last')
  })

  it('tells what could not be written and writes the rest', async () => {
    mkdirSync(join(folder, 'taken/by'), { recursive: true })
    writeFileSync(join(folder, 'plain'), '')
    const files = [file('taken', 'x'), file('plain/below', 'x'), file('fine', 'x')]
    expect((await writeHere(files, {})).map(({ path }) => path)).toEqual([join(folder, 'taken'), join(folder, 'plain/below')])
    expect(read('fine')).toBe('x')
  })
})
