import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readCatalogue } from '../lib/scenario/read.ts'
import { sectionsOf, unlistedSections } from './catalogue-sections.ts'

const root = mkdtempSync(join(tmpdir(), 'catalogue-'))

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, value: object): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), JSON.stringify(value))
}

it('puts every playable scenario into the list or among the unlisted, never into both', async () => {
  const details = { steps: [] }
  write('course/structure.json', { items: [{ path: 'first' }] })
  write('course/first/index.json', { title: 'First', details })
  write('course/left-out/index.json', { title: 'Left out', details })
  write('secret/index.json', { title: 'Secret', private: true, details })
  write('secret-pathway.json', {})
  write('hidden-pathway.json', { private: true, courses: [{ course_id: 'inside' }] })
  write('hidden/inside/index.json', { title: 'Inside', details })
  const catalogue = await readCatalogue(root)
  const titles = (sections: ReturnType<typeof sectionsOf>) => sections.map(({ title, cards }) => [title, ...cards.map((card) => card.title)])
  expect(titles(sectionsOf(catalogue))).toEqual([['', 'First']])
  expect(titles(unlistedSections(catalogue))).toEqual([['Course', 'Left out'], ['Hidden', 'Inside'], ['', 'Secret']])
})
