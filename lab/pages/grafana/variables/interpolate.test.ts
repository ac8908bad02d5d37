import { describe, expect, it } from 'vitest'
import { interpolate, type Values } from './interpolate.ts'

describe('interpolate', () => {
  it.each<[string, string, Values, string]>([
    ['one value', 'a{b=~"$x"}', { x: ['v1'] }, 'a{b=~"v1"}'],
    ['several', 'a{b=~"$x"}', { x: ['v1', 'v2'] }, 'a{b=~"v1|v2"}'],
    ['none yet', 'a{b=~"$x"}', { x: [] }, 'a{b=~".*"}'],
    ['dots', '"$x"', { x: ['reviews.shop'] }, '"reviews\\\\.shop"'],
    ['quotes and backslashes', '"$x"', { x: ['a"b\\c'] }, '"a\\"b\\\\\\\\c"'],
    ['other spellings', '${x} [[x]] $x', { x: ['1'] }, '1 1 1'],
    ['longer names', '$source $source_version', { source: ['a'], source_version: ['b'] }, 'a b'],
    ['what it does not know', '"$1" $y', { x: ['1'] }, '"$1" $y'],
  ])('%s', (_, expr, values, expected) => {
    expect(interpolate(expr, values)).toBe(expected)
  })
})
