import { describe, expect, it } from 'vitest'
import { legendName, seriesName, type Labels } from './labels.ts'

const hop: Labels = { source_service: 'productpage.istio-system', source_version: 'v1', destination_version: 'v3', response_code: '200' }

describe('legendName', () => {
  it.each<[string | undefined, Labels, string]>([
    ['{{ source_service }}-{{ source_version}} -> {{destination_version}} : {{ response_code }}', hop, 'productpage.istio-system-v1 -> v3 : 200'],
    ['All', hop, 'All'],
    ['{{ le }}', {}, 'le'],
    ['{{source_version}}{{source_version}}', hop, 'v1v1'],
    [undefined, { __name__: 'up', job: 'a' }, 'up{job="a"}'],
    ['', {}, '{}'],
  ])('%s', (format, labels, expected) => {
    expect(legendName(format, labels)).toBe(expected)
  })
})

describe('seriesName', () => {
  it.each<[Labels, string]>([
    [{ __name__: 'up' }, 'up'],
    [{ __name__: 'up', b: '2', a: 'x"y' }, 'up{a="x\\"y",b="2"}'],
    [{ a: '1' }, '{a="1"}'],
  ])('%j', (labels, expected) => {
    expect(seriesName(labels)).toBe(expected)
  })
})
