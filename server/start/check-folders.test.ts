import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkDataFolder, checkScenariosFolder } from './check-folders.ts'

const folder = mkdtempSync(join(tmpdir(), 'rehearsal-data-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('checkDataFolder', () => {
  it('makes the folder and leaves nothing in it', () => {
    const path = join(folder, 'a', 'b')
    checkDataFolder(path)
    expect(readdirSync(path)).toEqual([])
  })

  it('names the variable, what was expected and what came', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(() => checkDataFolder(join(file, 'data'))).toThrow(/^REHEARSAL_DATA: Expected a folder that can be written .*got .*file.data \(ENOTDIR/)
  })
})

describe('checkScenariosFolder', () => {
  it.each([['missing', 'does not exist'], ['file', 'is a file']])('says what is wrong with a %s', (name, reason) => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => checkScenariosFolder(join(folder, name))).toThrow(new RegExp(`REHEARSAL_SCENARIOS .*got .*${name}, which ${reason}`))
  })
})
