import { describe, expect, it } from 'vitest'
import { shortcutOf, type KeyPress } from './shortcuts.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress =>
  ({ key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...held })
const ctrl = { ctrlKey: true }
const ctrlShift = { ctrlKey: true, shiftKey: true }

describe('shortcutOf', () => {
  it.each<[KeyPress, string]>([
    [press('C', ctrlShift), 'copy'],
    [press('Insert', ctrl), 'copy'],
    [press('V', ctrlShift), 'paste'],
    [press('Insert', { shiftKey: true }), 'paste'],
    [press('F', ctrlShift), 'search'],
    [press('ArrowLeft', ctrlShift), 'leave'],
    [press('+', ctrlShift), 'larger'],
    [press('=', ctrl), 'larger'],
    [press('-', ctrl), 'smaller'],
    [press('0', ctrl), 'usual-size'],
  ])('%o is %s', (key, shortcut) => {
    expect(shortcutOf(key)).toBe(shortcut)
  })

  it.each([
    press('c', ctrl), press('v', ctrl), press('l', ctrl), press('ArrowLeft', ctrl), press('ArrowUp'), press('Tab'),
    press('C', { ...ctrlShift, altKey: true }), press('c', { metaKey: true }), press('Escape'), press('F6'),
  ])('%o goes to the program', (key) => {
    expect(shortcutOf(key)).toBeUndefined()
  })
})
