import { describe, expect, it } from 'vitest'
import { readCommandLine, usage } from './command-line.ts'

describe('readCommandLine', () => {
  it('puts what it says on top of the environment', () => {
    expect(readCommandLine({ REHEARSAL_PORT: '1', HOME: '/h' }, ['--port', '2', '--preview-domain=pages.test'])).toEqual({
      kind: 'run',
      environment: { REHEARSAL_PORT: '2', REHEARSAL_PREVIEW_DOMAIN: 'pages.test', HOME: '/h' },
    })
  })

  it('shows what there is when it is asked, whatever else stands there', () => {
    for (const args of [['--help'], ['-h'], ['--port', '2', '--help']]) expect(readCommandLine({}, args)).toEqual({ kind: 'help' })
    expect(usage).toContain('--scenarios DIR')
  })

  it('names what it does not know, and what there is instead', () => {
    expect(() => readCommandLine({}, ['--prot', '1'])).toThrow(/'--prot'[^]*--port NUMBER/)
    expect(() => readCommandLine({}, ['scenarios'])).toThrow(/scenarios/)
    expect(() => readCommandLine({}, ['--port'])).toThrow(/--port/)
  })
})
