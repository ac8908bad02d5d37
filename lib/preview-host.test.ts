import { describe, expect, it } from 'vitest'
import { parsePreviewHost } from './preview-host.ts'

const id = 'k3v9q2m7x4b8t6z1'

describe('parsePreviewHost', () => {
  it.each([
    [`${id}-80.localhost:3000`, 'localhost:3000', { previewId: id, port: 80 }],
    [`grafana-istio-system.${id}-80.localhost`, 'localhost:3000', { previewId: id, port: 80, name: 'grafana-istio-system' }],
    [`a.b.${id}-8443.labs.example`, 'labs.example', { previewId: id, port: 8443, name: 'a.b' }],
    [`GRAFANA.${id.toUpperCase()}-80.LOCALHOST:3000`, 'localhost', { previewId: id, port: 80, name: 'grafana' }],
  ])('reads %s', (host, domain, expected) => {
    expect(parsePreviewHost(host, domain)).toEqual(expected)
  })

  it.each([
    [undefined, 'localhost'],
    ['', 'localhost'],
    ['localhost:3000', 'localhost:3000'],
    [`${id}-80.localhost.evil.example`, 'localhost'],
    [`${id}-80.evil.example`, 'localhost'],
    [`${id}-0.localhost`, 'localhost'],
    [`${id}-70000.localhost`, 'localhost'],
    [`${id}.localhost`, 'localhost'],
    ['short-80.localhost', 'localhost'],
    [`x${id}-80localhost`, 'localhost'],
  ])('refuses %s', (host, domain) => {
    expect(parsePreviewHost(host, domain)).toBeUndefined()
  })
})
