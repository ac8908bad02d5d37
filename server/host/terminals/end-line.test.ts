import { stripVTControlCharacters } from 'node:util'
import { expect, it } from 'vitest'
import { endLine } from './end-line.ts'

it.each([
  [0, false, '[The shell ended. Press Enter for a new one.]'],
  [3, false, '[The shell ended with status 3. Press Enter for a new one.]'],
  [137, true, '[Your machine ran out of memory, and the shell was ended. Your files are as they were. Press Enter for a new one.]'],
] as const)('R8: status %d, out of memory: %s', (code, outOfMemory, expected) => {
  const [, said] = stripVTControlCharacters(Buffer.from(endLine(code, { outOfMemory })).toString()).split('\r\n')
  expect(said).toBe(expected)
})
