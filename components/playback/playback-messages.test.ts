import { describe, expect, it } from 'vitest'
import { playbackMessage } from './playback-messages.ts'

describe('playbackMessage', () => {
  it.each([
    [{ kind: 'playback-ready', more: 1 }, { kind: 'playback-ready' }],
    [{ kind: 'playback-recording', name: 'T', text: '{}' }, { kind: 'playback-recording', name: 'T', text: '{}' }],
    [{ kind: 'playback-recording', name: 'T' }, undefined],
    [{ kind: 'playback-recording', name: 'T', text: 7 }, undefined],
    [{ kind: 'other' }, undefined],
    ['playback-ready', undefined],
    [null, undefined],
  ])('%o', (data, expected) => {
    expect(playbackMessage(data)).toEqual(expected)
  })
})
