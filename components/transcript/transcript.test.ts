import { describe, expect, it } from 'vitest'
import type { TranscriptCommand } from '../../lib/protocol/events.ts'
import { announcement, mergeTranscript, newlyEnded, readAfter, recall, runningCommand, searchTranscript, shortPath, summary, toMarkdown, toText } from './transcript.ts'

const command = (id: number, parts: Partial<TranscriptCommand> = {}): TranscriptCommand =>
  ({ id, text: `command ${id}`, cwd: '/root', output: 'out\n', outputLines: 1, truncated: false, startedAt: 0, durationMs: 312, exitCode: 0, ...parts })
const running = (id: number): TranscriptCommand => {
  const { durationMs: _duration, exitCode: _code, ...rest } = command(id, { output: '', outputLines: 0 })
  return rest
}

describe('mergeTranscript', () => {
  it('keeps each command once, the newest news of it, in order', () => {
    const merged = mergeTranscript([command(1), running(2)], [command(2, { exitCode: 3 }), command(3)])
    expect(merged.map(({ id, exitCode }) => [id, exitCode])).toEqual([[1, 0], [2, 3], [3, 0]])
  })
})

describe('readAfter', () => {
  it.each([
    ['nothing yet', [], 0],
    ['all ended', [command(1), command(2)], 1],
    ['one still runs', [command(1), running(2)], 1],
    ['an earlier one never ended', [running(1), command(2), command(3)], 2],
    ['the first one', [command(1)], 0],
  ])('%s', (_name, transcript, after) => {
    expect(readAfter(transcript)).toBe(after)
  })
})

describe('runningCommand', () => {
  it('is the last one, while it has not ended', () => {
    expect(runningCommand([])).toBeUndefined()
    expect(runningCommand([command(1)])).toBeUndefined()
    expect(runningCommand([running(1), command(2)])).toBeUndefined()
    expect(runningCommand([command(1), running(2)])?.id).toBe(2)
  })
})

describe('recall', () => {
  const typed = ['a', 'b', 'b', ' ', 'c'].map((text, at) => command(at + 1, { text }))
  it.each([[0, undefined], [1, 'c'], [2, 'b'], [3, 'a'], [4, undefined], [-1, undefined]])('%d back is %s', (back, text) => {
    expect(recall(typed, back)).toBe(text)
  })
})

describe('shortPath', () => {
  it.each([['/', '/'], ['~/a', '~/a'], ['/root/istio-0.6.0', '/root/istio-0.6.0'], ['/var/lib/homes/x/istio', '…/x/istio']])('%s', (path, expected) => {
    expect(shortPath(path)).toBe(expected)
  })
})

describe('summary', () => {
  it.each([
    [command(1), 'exit 0, 1 line, 0.3 s'],
    [command(1, { exitCode: 1, outputLines: 14 }), 'exit 1, 14 lines, 0.3 s'],
    [command(1, { durationMs: 61_400, outputLines: 0 }), 'exit 0, 0 lines, 1 min 1 s'],
    [running(1), 'running'],
    [{ ...running(1), outputLines: 2 }, 'running, 2 lines so far'],
  ])('%o', (given, expected) => {
    expect(summary(given)).toBe(expected)
  })
})

describe('announcement', () => {
  it('reads short output out and leaves long output to be read', () => {
    expect(announcement(command(1))).toBe('command 1: exit 0, 1 line, 0.3 s. out')
    expect(announcement(command(1, { outputLines: 40 }))).toBe('command 1: exit 0, 40 lines, 0.3 s.')
    expect(announcement(command(1, { text: 'cat <<EOF\nx\nEOF' }))).toContain('cat <<EOF …:')
  })
})

describe('newlyEnded', () => {
  it('tells each end once', () => {
    const before = [command(1), running(2)]
    const after = [command(1), command(2), running(3)]
    expect(newlyEnded(before, after).map(({ id }) => id)).toEqual([2])
    expect(newlyEnded(after, after)).toEqual([])
  })
})

describe('searchTranscript', () => {
  const transcript = [command(1, { text: 'oc get pods', output: 'reviews-v3' }), command(2, { text: 'ls' })]
  it.each([['', [1, 2]], ['PODS', [1]], ['v3 oc', [1]], ['nothing', []], ['.*', []]])('%j', (text, ids) => {
    expect(searchTranscript(transcript, text).map(({ id }) => id)).toEqual(ids)
  })
})

describe('export', () => {
  it('writes text', () => {
    expect(toText([command(1), command(2, { output: 'no newline', exitCode: 1 })]))
      .toBe('$ command 1\nout\n[exit 0, 1 line, 0.3 s]\n\n$ command 2\nno newline\n[exit 1, 1 line, 0.3 s]\n')
  })

  it('writes Markdown whose fences no output can end', () => {
    const text = toMarkdown('Terminal 1', [command(1, { output: '```\n# not a heading\n```\n' }), command(2, { output: '' })])
    expect(text).toContain('````text\n```\n# not a heading\n```\n````')
    expect(text).toContain('## `command 2`\n\n```sh\ncommand 2\n```\n\nexit 0, 1 line, 0.3 s')
  })
})
