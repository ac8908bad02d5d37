import { closeSync, openSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { freeFiles, watchOpenFiles } from './open-files.ts'

describe('watchOpenFiles', () => {
  it('refuses before there is nothing left, tells it once, and lets somebody in again when there is some room', () => {
    const told: string[] = []
    let free = 0
    const files = watchOpenFiles({ name: 'web', reserve: 40, log: (sentence) => told.push(sentence), free: () => free })
    const answers = [100, 40, 39, 5, 45, 50, 39].map((left) => {
      free = left
      return files.hasRoom()
    })
    expect(answers).toEqual([true, true, false, false, false, true, false])
    expect(told).toEqual([expect.stringMatching(/web process may open 39 more files: newcomers are refused/), expect.stringMatching(/takes newcomers again/), expect.stringMatching(/39 more/)])
  })
})

it.skipIf(process.platform !== 'linux')('freeFiles counts what is open', () => {
  const before = freeFiles()
  const opened = Array.from({ length: 5 }, () => openSync('/dev/null', 'r'))
  try {
    expect(freeFiles()).toBe(before - 5)
  } finally {
    for (const file of opened) closeSync(file)
  }
})
