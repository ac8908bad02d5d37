// oxlint-disable-next-line no-restricted-imports -- the test reads the page that it judges
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pageKeys, tabKeys, terminalKeys } from './keys.ts'

describe('the page for learners', () => {
  const page = readFileSync('docs/learner.md', 'utf8')
  it.each([...terminalKeys, ...pageKeys, ...tabKeys])('names %s: %s', (keys, what) => {
    expect(page).toContain(`| \`${keys}\` | ${what} |`)
  })
})
