import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { openTestSandbox, runShell } from '../sandbox/testing.ts'
import { sessionFiles } from './session-files.ts'
import { watchFiles } from './watch-files.ts'

let sandbox: Sandbox
let close: () => Promise<void>

beforeAll(async () => {
  ({ sandbox, close } = await openTestSandbox())
})
afterAll(() => close())

const { list, read, write } = sessionFiles

describe('files of a sandbox', () => {
  it.each([
    ['plain.txt', 'hello\n'],
    ['deep/er/ümläut und blanks.txt', 'é\u00A0\n'],
    ['-dash', 'x'],
    ["quote'$(touch x)`", 'not run'],
    ['new\nline', 'line\n'],
    ['empty', ''],
    ['bom', '\uFEFFbom\r\ncrlf\r\n'],
    ['/root/at-home', 'home'],
    ['~/tilde', 'tilde'],
  ])('%j is written, read and listed', async (path, text) => {
    await write(sandbox, path, text)
    expect(await read(sandbox, path)).toBe(text)
    const plain = path.replace(/^(\/root|~)\//, '')
    const folder = plain.includes('/') ? plain.slice(0, plain.lastIndexOf('/')) : '.'
    const name = plain.slice(plain.lastIndexOf('/') + 1)
    expect(await list(sandbox, folder)).toContainEqual({ path: name, kind: 'file', size: Buffer.byteLength(text) })
  })

  it.each([
    ['no-such-file', 'not-found', /no no-such-file/],
    ['a-folder', 'bad-message', /is a folder/],
    ['a-pipe', 'bad-message', /no ordinary file/],
    ['binary', 'bad-message', /not a UTF-8 text/],
    ['latin1', 'bad-message', /not a UTF-8 text/],
    ['large', 'bad-message', /larger than 1 MiB/],
    ['nul\0byte', 'bad-message', /NUL/],
  ])('%j is refused with a reason', async (path, code, reason) => {
    await runShell(sandbox, 'mkdir -p a-folder; [ -p a-pipe ] || mkfifo a-pipe; head -c 100 /dev/zero > binary; printf "\\344" > latin1; head -c 1048577 /dev/zero | tr "\\0" x > large')
    await expect(read(sandbox, path)).rejects.toMatchObject({ code, message: expect.stringMatching(reason) })
  })

  it('takes a file of exactly 1 MiB, and none that is larger', async () => {
    const text = 'x'.repeat(1024 * 1024)
    await write(sandbox, 'just-fits', text)
    expect(await read(sandbox, 'just-fits')).toBe(text)
    await expect(write(sandbox, 'just-fits', `${text}y`)).rejects.toThrow(/larger than 1 MiB/)
    expect(await read(sandbox, 'just-fits')).toBe(text)
  })

  it('keeps the mode of a file and writes where a link leads', async () => {
    await runShell(sandbox, 'echo old > script.sh; chmod 754 script.sh; ln -sf script.sh link.sh')
    await write(sandbox, 'link.sh', 'new\n')
    const { stdout } = await runShell(sandbox, 'ls -l script.sh link.sh | cut -c1-10; cat script.sh; ls -a | grep rehearsal~ ; ls -a | grep "~rehearsal"')
    expect(stdout.toString()).toBe('lrwxrwxrwx\n-rwxr-xr--\nnew\n')
  })

  it('lists folders, hidden files and links, and no pipes', async () => {
    await runShell(sandbox, 'mkdir -p show/sub show/.hidden; cd show; : > file; mkfifo pipe; ln -s sub to-folder; ln -s nowhere dangling')
    const entries = await list(sandbox, 'show')
    expect(entries.map(({ path, kind }) => `${kind} ${path}`).toSorted()).toEqual(['file dangling', 'file file', 'folder .hidden', 'folder sub', 'folder to-folder'])
    await expect(list(sandbox, 'show/file')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('tells of changes until it is stopped, and leaves nothing running', async () => {
    let changes = 0
    let wake = () => {}
    const watch = watchFiles(sandbox, 'watched', () => {
      changes += 1
      wake()
    })
    const heard = new Promise<void>((resolve) => {
      wake = resolve
    })
    // Until the first look is over nothing counts as changed, so it goes on changing.
    const touching = setInterval(() => void runShell(sandbox, 'mkdir -p watched; date +%N > watched/file'), 500)
    await heard
    clearInterval(touching)
    watch.stop()
    const before = changes
    await runShell(sandbox, 'echo more > watched/file')
    const { home } = sandbox
    await expect.poll(async () => (await runShell(sandbox, `ps -eo args | grep -c "[s]h ${home}/watched 2" || true`)).stdout.toString().trim()).toBe('0')
    expect(changes).toBe(before)
  })
})
