import { describe, expect, it } from 'vitest'
import { isLeftOut } from './tree-filter.ts'

describe('isLeftOut', () => {
  it.each([
    ['logs', ['./logs'], true],
    ['src/logs', ['./logs'], false],
    ['src/logs', ['logs'], true],
    ['unittest', ['*test'], true],
    ['src/unittest', ['*test'], true],
    ['tests', ['*test'], false],
    ['test/a.js', ['./test/*'], true],
    ['test/deep/a.js', ['./test/*'], false],
    ['Desktop', ['Desktop'], true],
    ['a.min.js', ['*.min.*'], true],
    ['a.js', ['*.min.*'], false],
    ['aa', ['a*a*a'], false],
    ['aaa', ['a*a*a'], true],
    ['anything', ['*'], true],
    ['.rehearsal', [], true],
    ['src/.rehearsal', [], false],
    ['x', [], false],
    ['.(x)', ['.(x)'], true],
  ])('%s under %j: %s', (path, exclude, expected) => {
    expect(isLeftOut(path, { exclude, hideHiddenFiles: false })).toBe(expected)
  })

  it.each([['.bashrc', true], ['src/.env', true], ['src/app.js', false]])('hides %s: %s', (path, expected) => {
    expect(isLeftOut(path, { exclude: [], hideHiddenFiles: true })).toBe(expected)
  })

  it('is quick for a pattern made to be slow', () => {
    const started = performance.now()
    isLeftOut(`${'a'.repeat(5_000)}b`, { exclude: ['*a'.repeat(500)], hideHiddenFiles: false })
    expect(performance.now() - started).toBeLessThan(200)
  })
})
