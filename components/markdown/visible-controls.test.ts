import { describe, expect, it } from 'vitest'
import { visibleControls } from './visible-controls.ts'

const shown = (text: string) => visibleControls(text).map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.sign}|${piece.name}>`)).join('')

describe('visibleControls', () => {
  it.each([
    ['oc get pods', 'oc get pods'],
    ['a\n\tb', 'a\n\tb'],
    ['größe 日本 🙂', 'größe 日本 🙂'],
    ['echo \x1b[31m', 'echo <␛|U+001B ESC>[31m'],
    ['rm -rf ~\r', 'rm -rf ~<␍|U+000D carriage return>'],
    ['a\u202eb\u202c', 'a<U+202E|U+202E right-to-left override>b<U+202C|U+202C end of direction>'],
    ['a\u200bb', 'a<U+200B|U+200B zero width space>b'],
    ['\x7f\x85', '<␡|U+007F DEL><U+0085|U+0085>'],
    ['\u{e0041}', '<U+E0041|U+E0041>'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })
})
