import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareLabels, entriesOf, formatLabels, labelsFrom, labelsKey, labelsOf, labelsRecord, onlyLabels, valueOf, withLabel, withoutLabels, withoutName } from './labels.ts'

const record = fc.dictionary(fc.stringMatching(/^[a-z_]{1,4}$/), fc.stringMatching(/^[aÿ ]{1,3}$/))

describe('labels', () => {
  it('keep what they are made of', () => {
    fc.assert(fc.property(record, (one) => {
      expect(labelsRecord(labelsOf(one))).toEqual({ ...one })
    }))
  })

  it('do not depend on the order in which they come', () => {
    fc.assert(fc.property(record, (one) => {
      expect(labelsFrom(Object.entries(one).toReversed())).toEqual(labelsOf(one))
    }))
  })

  it('have equal keys exactly when they are equal', () => {
    fc.assert(fc.property(record, record, (a, b) => {
      expect(labelsKey(labelsOf(a)) === labelsKey(labelsOf(b))).toBe(compareLabels(labelsOf(a), labelsOf(b)) === 0)
    }))
  })

  it('are split in two by any choice of names', () => {
    fc.assert(fc.property(record, fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,4}$/)), (one, names) => {
      const [only, without] = [onlyLabels(labelsOf(one), new Set(names)), withoutLabels(labelsOf(one), new Set(names))]
      expect(labelsFrom([...entriesOf(only), ...entriesOf(without)])).toEqual(labelsOf(one))
    }))
  })

  it('lack what is empty', () => {
    expect(labelsOf({ a: '', b: 'x' })).toEqual(['b', 'x'])
    expect(withLabel(labelsOf({ a: 'x' }), 'a', '')).toEqual([])
    expect(valueOf(labelsOf({ a: 'x' }), 'b')).toBe('')
  })

  it.each([
    [{ __name__: 'up' }, 'up'], [{ __name__: 'up', job: 'a"b' }, 'up{job="a\\"b"}'], [{ job: 'x' }, '{job="x"}'], [{}, '{}'],
  ])('%j are written %s', (labels, expected) => {
    expect(formatLabels(labelsOf(labels))).toBe(expected)
  })

  it('lose their name when asked to', () => {
    expect(withoutName(labelsOf({ __name__: 'up', a: 'x' }))).toEqual(['a', 'x'])
  })
})
