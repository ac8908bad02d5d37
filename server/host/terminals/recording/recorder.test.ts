import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRecordings, type Recordings } from './recordings.ts'
import { Recorder } from './recorder.ts'

let folder: string
let recordings: Recordings
let time = 0

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  recordings = await openRecordings(join(folder, 'all'), 4 * 1024 * 1024)
  time = 1_000
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function record(quotaBytes = recordings.quotaBytes): Recorder {
  return new Recorder({ file: recordings.file('session', 't1'), quotaBytes, now: () => time, clock: () => 1_700_000_000_000 }, { cols: 80, rows: 24 })
}

async function whole(recorder: Recorder): Promise<string> {
  let text = ''
  for (let at = 0; ;) {
    const piece = await recorder.read(at)
    if (piece.text === '') return text
    text += piece.text
    at = piece.next
  }
}

async function lines(recorder: Recorder): Promise<unknown[]> {
  return (await whole(recorder)).trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)
}

describe('a recording', () => {
  it('is an asciicast v3 with intervals, sizes and whole characters', async () => {
    const recorder = record()
    time += 500
    const text = Buffer.from('héllo 日本\r\n')
    recorder.printed(text.subarray(0, 2))
    time += 250
    recorder.printed(text.subarray(2, 9))
    recorder.printed(text.subarray(9))
    recorder.flush()
    time += 1_000
    recorder.resized({ cols: 100, rows: 30 })
    expect(await lines(recorder)).toEqual([
      { version: 3, term: { cols: 80, rows: 24, type: 'xterm-256color' }, timestamp: 1_700_000_000 },
      [0.5, 'o', 'h'], [0.25, 'o', 'éllo '], [0, 'o', '日本\r\n'], [1, 'r', '100x30'],
    ])
  })

  it('comes in pieces that put together are the file', async () => {
    const recorder = record()
    for (let n = 0; n < 4_000; n += 1) {
      time += 1_000
      recorder.printed(Buffer.from(`${n} — “ünï” 日本 🚀\r\n`))
    }
    const events = await lines(recorder)
    expect(events).toHaveLength(4_001)
    expect(events.at(-1)).toEqual([1, 'o', '3999 — “ünï” 日本 🚀\r\n'])
  })

  it('leaves the middle of a flood out, says so, and goes on', async () => {
    const recorder = record()
    for (let n = 0; n < 2_000; n += 1) recorder.printed(Buffer.alloc(16 * 1024, 'x'))
    time += 60_000
    recorder.printed(Buffer.from('quiet again'))
    const text = await whole(recorder)
    expect(text.length).toBeLessThan(1_300_000)
    expect(text).toMatch(/30\d{3} KiB of output are not in this recording/)
    expect(text.trimEnd().endsWith('"quiet again"]')).toBe(true)
  })

  it('ends at its quota', async () => {
    const recorder = record(10_000)
    for (let n = 0; n < 1_000; n += 1) {
      time += 1_000
      recorder.printed(Buffer.from('a line of some length\r\n'))
    }
    const text = await whole(recorder)
    expect(Buffer.byteLength(text)).toBeLessThan(10_200)
    expect(text.trimEnd().endsWith('"m","The recording is full"]')).toBe(true)
  })

  it('is gone when it is switched off, and begins anew', async () => {
    const recorder = record()
    recorder.printed(Buffer.from('a secret'))
    recorder.flush()
    recorder.switch(false)
    recorder.printed(Buffer.from('unseen'))
    expect(await whole(recorder)).toBe('')
    recorder.switch(true)
    recorder.printed(Buffer.from('seen'))
    const text = await whole(recorder)
    expect(text).toContain('seen')
    expect(text).not.toMatch(/secret|unseen/)
  })

  it('does not exist where the operator wants none', async () => {
    const recorder = record(0)
    recorder.printed(Buffer.from('x'))
    expect(recorder.on).toBe(false)
    expect(await whole(recorder)).toBe('')
    expect(readdirSync(folder)).toEqual([])
  })

  it('goes with its session, and with the host that kept it', async () => {
    const recorder = record()
    recorder.flush()
    await recorder.read(0)
    expect(readdirSync(join(folder, 'all'))).toEqual(['session'])
    await recordings.removeSession('session')
    expect(readdirSync(join(folder, 'all'))).toEqual([])
    recorder.printed(Buffer.from('x'))
    recorder.flush()
    await recorder.read(0)
    await openRecordings(join(folder, 'all'), 1024)
    expect(readdirSync(folder)).toEqual([])
  })
})
