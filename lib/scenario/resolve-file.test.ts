import { describe, expect, it } from 'vitest'
import { resolveFile } from './resolve-file.ts'

const paths = [
  'assets/site.png', 'assets/deep/site.png', 'course/assets/course.png',
  'course/lab/index.json', 'course/lab/assets/a.png', 'course/lab/assets/b c.png', 'course/lab/assets/100%.png', 'course/lab/step2/assets/own.png', 'course/lab/assets/own.png',
  'course/scenarios/x.png',
]
const files = new Map(paths.map((path) => [path, `/disk/${path}`]))

describe('resolveFile', () => {
  it.each([
    ['./assets/a.png', 'course/lab/assets/a.png'],
    ['assets/a.png', 'course/lab/assets/a.png'],
    ['a.png', 'course/lab/assets/a.png'],
    ['./assets/own.png', 'course/lab/step2/assets/own.png'],
    ['./lab/assets/a.png', 'course/lab/assets/a.png'],
    ['../assets/course.png', 'course/assets/course.png'],
    ['../../assets/site.png', 'assets/site.png'],
    ['../../../../assets/site.png', 'assets/site.png'],
    ['/account/assets/site.png', 'assets/site.png'],
    ['/account/assets/deep/site.png', 'assets/deep/site.png'],
    ['/account/courses/course/lab/assets/a.png', 'course/lab/assets/a.png'],
    ['/account/scenarios/course/lab/assets/a.png', 'course/lab/assets/a.png'],
    ['/assets/site.png', 'assets/site.png'],
    ['assets/b%20c.png', 'course/lab/assets/b c.png'],
    ['assets/b c.png', 'course/lab/assets/b c.png'],
    ['assets/100%.png', 'course/lab/assets/100%.png'],
    [' assets/a.png?raw=true ', 'course/lab/assets/a.png'],
    ['assets/a.png#x', 'course/lab/assets/a.png'],
    ['assets\\a.png', 'course/lab/assets/a.png'],
  ])('finds %s', (source, expected) => {
    expect(resolveFile({ source, scenario: 'course/lab', page: 'course/lab/step2/text.md' }, { files })).toBe(expected)
  })

  it.each([
    'https://example.org/assets/a.png', '//example.org/assets/a.png', 'data:image/png;base64,AA', 'assets/A.png', '', '#here', '..', '../../../../../../etc/passwd', '/etc/passwd',
    '%2e%2e/%2e%2e/%2e%2e/etc/passwd', 'course', '%00',
  ])('finds nothing for %s', (source) => {
    expect(resolveFile({ source, scenario: 'course/lab', page: 'course/lab/step2/text.md' }, { files })).toBeUndefined()
  })

  it('finds the files of a scenario that is the repository itself, and of one in a folder of repositories', () => {
    const own = new Map([['assets/a.png', '/disk/a']])
    expect(resolveFile({ source: '/account/assets/a.png', scenario: '', page: 'one.md' }, { files: own })).toBe('assets/a.png')
    const several = new Map([['repo/assets/a.png', '/disk/a']])
    expect(resolveFile({ source: '/account/assets/a.png', scenario: 'repo/course/lab', page: 'repo/course/lab/one.md' }, { files: several })).toBe('repo/assets/a.png')
    expect(resolveFile({ source: '../../assets/a.png', scenario: 'repo/course/lab', page: 'repo/course/lab/one.md' }, { files: several })).toBe('repo/assets/a.png')
  })
})
