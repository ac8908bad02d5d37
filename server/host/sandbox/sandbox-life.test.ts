import { describe, expect, it } from 'vitest'
import { portsOfLearner, SandboxLife } from './sandbox-life.ts'

describe('the life of a sandbox', () => {
  it('gives out so many terminals, and one again when one came back, once', () => {
    const life = new SandboxLife({ maxTerminals: 2 })
    const [first] = [life.takeTerminal(), life.takeTerminal()]
    expect(() => life.takeTerminal()).toThrow(/at most 2 terminals/)
    first?.()
    first?.()
    life.takeTerminal()
    expect(() => life.takeTerminal()).toThrow(/at most 2 terminals/)
  })

  it('ends once, however often it is destroyed', async () => {
    const life = new SandboxLife({ maxTerminals: 1 })
    const kept: boolean[] = []
    const end = async (keepHome: boolean) => void kept.push(keepHome)
    await Promise.all([life.destroy(true, end), life.destroy(false, end)])
    expect(kept).toEqual([true])
    expect(() => life.mustLive()).toThrow(/destroyed/)
    expect(() => life.takeTerminal()).toThrow(/destroyed/)
  })

  it('tells why it ended by itself, but not when it was destroyed', async () => {
    const heard: string[] = []
    const [alone, destroyed] = [new SandboxLife({ maxTerminals: 1 }), new SandboxLife({ maxTerminals: 1 })]
    for (const life of [alone, destroyed]) life.onEnd((reason) => heard.push(reason))
    await destroyed.destroy(false, async () => undefined)
    await destroyed.endedByItself(() => 'destroyed')
    await alone.endedByItself(() => 'by itself')
    await alone.endedByItself(() => 'again')
    expect(heard).toEqual(['by itself'])
    expect(() => alone.mustLive()).toThrow(/has ended/)
    const kept: boolean[] = []
    // What it had is gone, so there is nothing to keep.
    await alone.destroy(true, async (keepHome) => void kept.push(keepHome))
    expect(kept).toEqual([false])
  })
})

describe('ports of a learner', () => {
  it('are each told once, without ours', () => {
    const socket = (port: number) => ({ port, inode: '1', overIpv4: true })
    expect(portsOfLearner([socket(9000), socket(53), socket(80), socket(9000)], new Set([53]))).toEqual([80, 9000])
  })
})
