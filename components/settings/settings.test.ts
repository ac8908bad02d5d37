import { describe, expect, it } from 'vitest'
import { clampFontSize, defaultSettings, parseSettings } from './settings.ts'

describe('parseSettings', () => {
  it.each([null, '', '{', '[]', 'null', '7', '"x"', '{"theme":"pink","fontSize":"big","screenReader":"yes"}'])('takes the defaults for %j', (text) => {
    expect(parseSettings(text)).toEqual(defaultSettings)
  })

  it('keeps what makes sense', () => {
    const settings = { theme: 'dark', terminalTheme: 'contrast', fontSize: 18, fontName: 'Fira Code', screenReader: true, transcript: true }
    expect(parseSettings(JSON.stringify({ ...settings, more: 1 }))).toEqual(settings)
  })

  it('lets no font name end the style it stands in', () => {
    expect(parseSettings(JSON.stringify({ fontName: 'A", url(http://x); "B\\' })).fontName).toBe('A urlhttpx B')
  })

  it.each([[1, 9], [14.4, 14], [100, 28], [Number.NaN, 14]])('makes a size of %d %d', (size, expected) => {
    expect(clampFontSize(size)).toBe(expected)
  })
})
