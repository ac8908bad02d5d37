import { describe, expect, it } from 'vitest'
import { applyFileBlock } from './apply-file-block.ts'

describe('applyFileBlock', () => {
  it.each([
    ['replace', 'old', 'new', undefined, 'new'],
    ['append', 'a\n', 'b', undefined, 'a\nb'],
    ['append', 'a', 'b', undefined, 'a\nb'],
    ['append', '', 'b', undefined, 'b'],
    ['prepend', 'a', 'b', undefined, 'b\na'],
    ['prepend', 'a', 'b\n', undefined, 'b\na'],
    ['insert', 'x\n# TODO\ny', 'new', '# TODO', 'x\nnew\ny'],
    ['insert', 'x\n# TODO\ny', 'new\n# TODO', '# TODO', 'x\nnew\n# TODO\ny'],
    ['insert', 'm m', 'new', 'm', 'new m'],
    ['insert', 'x', 'new', 'not there', 'x\nnew'],
    ['insert', 'x', 'new', '', 'x\nnew'],
    ['insert', 'x <!-- > --> y', '$& $1', '<!-- > -->', 'x $& $1 y'],
  ] as const)('%s into %j', (...row) => {
    const [action, before, text, marker, after] = row
    expect(applyFileBlock(before, { action, text, marker })).toBe(after)
  })
})
