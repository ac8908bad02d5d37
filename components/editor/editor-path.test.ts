import { describe, expect, it } from 'vitest'
import { editorPath, treeRoot } from './editor-path.ts'

describe('editorPath', () => {
  it.each([
    ['/root', 'app.js', 'app.js'],
    ['/root', './src/app.js', 'src/app.js'],
    ['/root', '/root/app.js', 'app.js'],
    ['/root', '~/app.js', 'app.js'],
    ['/root', '/app.js', 'app.js'],
    ['/root/projects/tutorial', '/istiofiles/x.yml', 'projects/tutorial/istiofiles/x.yml'],
    ['/root/projects/tutorial', 'x.yml', 'projects/tutorial/x.yml'],
    ['/root/projects/tutorial', '/root/projects/tutorial/x.yml', 'projects/tutorial/x.yml'],
    ['/root/tutorial', '/root/tutorial-2/x', 'tutorial-2/x'],
    ['/root/tutorial', '~/x', 'x'],
    ['/home/scrapbook/tutorial', 'x', 'x'],
    ['/etc/app', 'x', '/etc/app/x'],
    ['/etc/app', '/etc/app/x', '/etc/app/x'],
    ['/root/', '//a//b', 'a/b'],
    ['/root', ' x.txt ', 'x.txt'],
  ])('below %s, %s is %s', (root, written, path) => {
    expect(editorPath(root, written)).toBe(path)
  })
})

describe('treeRoot', () => {
  it.each([['/root', '.'], ['/root/projects', 'projects'], ['/etc', '/etc'], ['~', '.'], ['~/a/', 'a']])('%s is %s', (path, root) => {
    expect(treeRoot({ path })).toBe(root)
  })
})
