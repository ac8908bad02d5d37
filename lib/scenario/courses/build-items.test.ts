import { describe, expect, it } from 'vitest'
import type { CatalogueEntry, CatalogueItem } from '../catalogue.ts'
import { problemPlace } from '../problems.ts'
import type { Scenario } from '../scenario.ts'
import { buildItems } from './build-items.ts'
import { parseCourseFiles } from './course-files.ts'
import { placeOf } from './languages.ts'

interface Repository {
  /** Folders of scenarios; `!` in front of a hidden one. */
  readonly scenarios: readonly string[]
  /** Course files. */
  readonly files?: Readonly<Record<string, unknown>>
}

/** The catalogue as lines: `# title` of a course, its items further in. */
function outline({ scenarios, files = {} }: Repository): { lines: readonly string[]; problems: readonly string[] } {
  const texts = new Map(Object.entries(files).map(([path, value]) => [path, typeof value === 'string' ? value : JSON.stringify(value)]))
  const { items, problems } = buildItems(scenarios.map(entry), parseCourseFiles(texts))
  return { lines: linesOf(items, ''), problems: problems.map((problem) => `${problem.code} ${problemPlace(problem)}`) }
}

function entry(written: string): CatalogueEntry {
  const folder = written.replace('!', '')
  const scenario = { title: `T ${folder}` } as Scenario // only that there is one is looked at
  return { id: folder, slug: folder.replaceAll('/', '~'), folder, indexFile: `${folder}/index.json`, title: `T ${folder}`, description: '', language: placeOf(folder).language, hidden: written.startsWith('!'), scenario, problems: [], translations: [] }
}

function linesOf(items: readonly CatalogueItem[], indent: string): string[] {
  return items.flatMap((item) => {
    const language = item.language === 'en' ? '' : ` [${item.language}]`
    if (item.kind === 'link') return [`${indent}${item.title} → ${item.href}`]
    if (item.kind === 'scenario') return [`${indent}${item.slug}${item.title.startsWith('T ') ? '' : ` "${item.title}"`}${language}`]
    return [`${indent}# ${item.title}${item.description && ` (${item.description})`}${language}`, ...linesOf(item.items, `${indent}  `)]
  })
}

describe('folders', () => {
  it('lists every scenario, numbers in their order', () => {
    expect(outline({ scenarios: ['lab-10', 'lab-2', 'lab-1'] }).lines).toEqual(['lab-1', 'lab-2', 'lab-10'])
  })

  it('makes a course of a folder of scenarios', () => {
    expect(outline({ scenarios: ['intro', 'web-basics/a', 'web-basics/b'] }).lines).toEqual(['intro', '# Web basics', '  web-basics~a', '  web-basics~b'])
  })

  it('goes through a folder that only leads to another', () => {
    expect(outline({ scenarios: ['x', 'a/b/one', 'a/b/two'] }).lines).toEqual(['x', '# B', '  a~b~one', '  a~b~two'])
    expect(outline({ scenarios: ['scenarios/one', 'scenarios/two'] }).lines).toEqual(['scenarios~one', 'scenarios~two'])
  })

  it('puts a scenario inside another one’s folder beside it', () => {
    expect(outline({ scenarios: ['mesh/3', 'mesh/3/3-more', 'mesh/4'] }).lines).toEqual(['mesh~3', 'mesh~3~3-more', 'mesh~4'])
  })

  it('shows a scenario that is the repository itself', () => {
    expect(outline({ scenarios: [''] }).lines).toEqual([''])
  })

  it('leaves hidden scenarios out, and courses of which nothing is left', () => {
    expect(outline({ scenarios: ['a', '!b', '!c/one'] }).lines).toEqual(['a'])
  })
})

describe('structure.json', () => {
  it('shows what it lists and nothing else, by its own words', () => {
    const { lines, problems } = outline({
      scenarios: ['one', 'two', 'course1/a', 'course1/b', 'course2/c', 'course2/deep/d', 'course2/unlisted'],
      files: {
        'structure.json': { items: [{ path: 'two' }, { path: 'course1', title: 'The first' }, { path: './course2/' }] },
        'course2/structure.json': { title: 'The second', description: 'More', items: [{ path: 'c' }, { path: '../course1/b', title: 'Again' }, { path: 'deep/d' }] },
      },
    })
    expect(lines).toEqual(['two', '# The first', '  course1~a', '  course1~b', '# The second (More)', '  course2~c', '  course1~b "Again"', '  course2~deep~d'])
    expect(problems).toEqual([])
  })

  it('tells of what is not there, and of courses that contain themselves', () => {
    const { lines, problems } = outline({
      scenarios: ['a/one'],
      files: { 'a/structure.json': '{\n"items": [\n{"path": "one"},\n{"path": "tow"},\n{"path": "../a"},\n{"path": ".."},\n{"path": "../../etc"}]}' },
    })
    expect(lines).toEqual(['# A', '  a~one'].slice(1).map((line) => line.trim()))
    expect(problems).toEqual(['course-item-missing a/structure.json:4:2', 'course-loop a/structure.json:5:2', 'course-loop a/structure.json:6:2', 'course-item-missing a/structure.json:7:2'])
  })

  it('costs its order only when it is broken', () => {
    const { lines, problems } = outline({ scenarios: ['a', 'b'], files: { 'structure.json': '{"items": [' } })
    expect(lines).toEqual(['a', 'b'])
    expect(problems).toEqual(['index-syntax structure.json:1:12'])
  })

  it('keeps the rest of a list with one wrong line', () => {
    const { lines, problems } = outline({ scenarios: ['a', 'b'], files: { 'structure.json': '{"items": [{"path": "b"}, 5, {"path": "a", "title": 7}]}' } })
    expect(lines).toEqual(['b', 'a'])
    expect(problems).toEqual(['wrong-type structure.json:1:27', 'wrong-type structure.json:1:44'])
  })

  it('ends when courses name each other over and over', () => {
    const names = Array.from({ length: 12 }, (_, index) => `c${index}`)
    const files = Object.fromEntries(names.map((name) => [`${name}/structure.json`, { items: [{ path: 's' }, ...names.map((other) => ({ path: `../${other}` }))] }]))
    const { problems } = outline({ scenarios: names.map((name) => `${name}/s`), files })
    expect(problems).toContain('too-many-items structure.json')
  })
})

describe('pathways', () => {
  it('orders the folder beside it and appends what it does not list', () => {
    const { lines } = outline({
      scenarios: ['go/a', 'go/b', 'go/c'],
      files: { 'go-pathway.json': { title: 'Going', description: 'On', courses: [{ course_id: 'c', title: 'First' }, { course_id: 'a' }] } },
    })
    expect(lines).toEqual(['# Going (On)', '  go~c "First"', '  go~a', '  go~b'])
  })

  it.each([
    ['another course, with the account in front', { pathway_id: 'ORG/mesh', course_id: 'one' }, 'mesh~one'],
    ['another course', { pathway_id: 'mesh', course_id: 'one' }, 'mesh~one'],
    ['a path from the root', { pathway_id: 'ORG', course_id: 'x', id: 'mesh/one' }, 'mesh~one'],
    ['a scenario at the root', { course_id: 'loose' }, 'loose'],
  ])('finds a scenario by %s', (_, line, slug) => {
    const { lines, problems } = outline({ scenarios: ['mesh/one', 'mesh/two', 'loose', 'go/own'], files: { 'go-pathway.json': { courses: [line] } } })
    expect(lines).toContain(`  ${slug}`)
    expect(problems).toEqual([])
  })

  it('takes a whole course by its name', () => {
    const { lines } = outline({ scenarios: ['mesh/one', 'mesh/two', 'all/x'], files: { 'all-pathway.json': { title: 'All', courses: [{ pathway_id: 'mesh', title: 'Meshes' }] } } })
    expect(lines).toEqual(['# All', '  # Meshes', '    mesh~one', '    mesh~two', '  all~x', '# Mesh', '  mesh~one', '  mesh~two'])
  })

  it('links elsewhere, to the web only, what the repository does not have', () => {
    const { lines, problems } = outline({
      scenarios: ['go/a'],
      files: { 'go-pathway.json': { title: 'Go', courses: [{ course_id: 'b', title: 'Far', external_link: 'https://example.org/b' }, { course_id: 'c', external_link: 'javascript:alert(1)' }] } },
    })
    expect(lines).toContain('  Far → https://example.org/b')
    expect(problems).toEqual(['course-item-missing go-pathway.json:1:98'])
  })

  it('hides a private course', () => {
    expect(outline({ scenarios: ['a', 'go/b'], files: { 'go-pathway.json': { private: true, courses: [{ course_id: 'b' }] } } }).lines).toEqual(['a'])
  })

  it('makes a course of scenarios that lie elsewhere', () => {
    const { lines } = outline({ scenarios: ['a', 'b'], files: { 'both-pathway.json': { title: 'Both', courses: [{ course_id: 'b' }, { course_id: 'a' }] } } })
    expect(lines).toEqual(['a', 'b', '# Both', '  b', '  a'])
  })

  it('follows the order of a homepage', () => {
    const files = { 'homepage-pathway.json': { courses: [{ id: 'two' }, { external_link: 'https://x.org/one/' }], scenarios: [{ id: 'z' }] } }
    expect(outline({ scenarios: ['a', 'z', 'one/s', 'two/s'], files }).lines).toEqual(['# Two', '  two~s', '# One', '  one~s', 'z', 'a'])
  })
})

describe('languages', () => {
  it('mirrors the tree and no other folder with a line in front', () => {
    const { lines } = outline({ scenarios: ['a', 'go/b', '_es/a', '_es/go/b', '_old/c', '_zz/d'], files: { '_es/go-pathway.json': { title: 'Ir' } } })
    expect(lines).toEqual(['_es~a [es]', 'a', '# Ir [es]', '  _es~go~b [es]', '# _old', '  _old~c', '# _zz', '  _zz~d', '# Go', '  go~b'])
  })
})
