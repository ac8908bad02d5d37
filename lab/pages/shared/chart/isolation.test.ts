import { describe, expect, it } from 'vitest'
import { allVisible, clickLegend, isVisible, type LegendClick, type Visible } from './isolation.ts'

const present = ['v1', 'v2', 'v3']
const click = (key: string): LegendClick => ({ key, toggles: false })
const toggle = (key: string): LegendClick => ({ key, toggles: true })

function after(...clicks: readonly LegendClick[]): Visible {
  return clicks.reduce<Visible>((visible, one) => clickLegend(visible, one, present), allVisible)
}

const shown = (visible: Visible, keys = present) => keys.filter((key) => isVisible(visible, key))

describe('clickLegend', () => {
  it.each<[string, readonly LegendClick[], readonly string[]]>([
    ['isolates', [click('v2')], ['v2']],
    ['shows all at the second click', [click('v2'), click('v2')], ['v1', 'v2', 'v3']],
    ['moves the isolation', [click('v2'), click('v3')], ['v3']],
    ['adds one', [click('v2'), toggle('v3')], ['v2', 'v3']],
    ['removes one', [toggle('v2')], ['v1', 'v3']],
    ['takes the last one back', [click('v2'), toggle('v2')], ['v1', 'v2', 'v3']],
    ['adds until all are there', [click('v1'), toggle('v2'), toggle('v3')], ['v1', 'v2', 'v3']],
    ['isolates after removals', [toggle('v2'), click('v1')], ['v1']],
    ['isolates the one that removals left, then shows all', [toggle('v2'), toggle('v3'), click('v1')], ['v1', 'v2', 'v3']],
  ])('%s', (_, clicks, expected) => {
    expect(shown(after(...clicks))).toEqual(expected)
  })

  it('hides later series while one is isolated, and shows them while one is removed', () => {
    const later = [...present, 'v4']
    expect(shown(after(click('v1')), later)).toEqual(['v1'])
    expect(shown(after(toggle('v1')), later)).toEqual(['v2', 'v3', 'v4'])
  })

  it('keeps all of a single series', () => {
    expect(clickLegend(allVisible, click('v1'), ['v1'])).toEqual(allVisible)
  })
})
