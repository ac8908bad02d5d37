import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seccompFilter } from './filter-program.ts'
import { ociSeccomp } from './oci-profile.ts'
import { seccompPolicy } from './policy.ts'
import { syscallNumbers } from './syscall-numbers.ts'

const allow = 0x7FFF_0000
const errno = (number: number) => 0x0005_0000 + number
const architectures = { x64: 0xC000_003E, arm64: 0xC000_00B7 }

interface Call {
  readonly number: number
  readonly architecture?: number
  readonly arguments?: readonly bigint[]
}

/** Runs a filter as the kernel would: classic BPF over struct seccomp_data. */
function answerOf(program: Buffer, { number, architecture = architectures.x64, arguments: values = [] }: Call): number {
  const data = Buffer.alloc(64)
  data.writeUInt32LE(number, 0)
  data.writeUInt32LE(architecture, 4)
  for (const [at, value] of values.entries()) data.writeBigUInt64LE(BigInt.asUintN(64, value), 16 + 8 * at)
  let accumulator = 0
  for (let at = 0; at < program.length / 8;) {
    const [code, jt, jf, k] = [program.readUInt16LE(at * 8), program.readUInt8(at * 8 + 2), program.readUInt8(at * 8 + 3), program.readUInt32LE(at * 8 + 4)]
    at += 1
    if (code === 0x20) accumulator = data.readUInt32LE(k)
    else if (code === 0x54) accumulator = (accumulator & k) >>> 0
    else if (code === 0x06) return k
    else {
      const holds = code === 0x15 ? accumulator === k : code === 0x25 ? accumulator > k : accumulator >= k
      at += holds ? jt : jf
    }
  }
  throw new Error('The program runs over its end')
}

const program = seccompFilter('x64', { debuggers: false })
const numbers = syscallNumbers()
const number = (name: string) => numbers.get(name)?.x64 ?? -1

describe('the filter program', () => {
  it.each([
    ['read', [], allow],
    ['execve', [], allow],
    ['futex', [], allow],
    ['mknod', [], allow],
    ['bpf', [], errno(1)],
    ['mount', [], errno(1)],
    ['unshare', [], errno(1)],
    ['ptrace', [], errno(1)],
    ['io_uring_setup', [], errno(1)],
    ['userfaultfd', [], errno(1)],
    ['keyctl', [], errno(1)],
    ['clone3', [], errno(38)],
    ['clone', [0x1200011n], allow],
    ['clone', [0x10000000n], errno(1)],
    ['clone', [0x10000000n | 1n << 40n], errno(1)],
    ['socket', [1n, 1n, 0n], allow],
    ['socket', [2n, 3n, 1n], allow],
    ['socket', [10n, 1n, 0n], allow],
    ['socket', [16n, 3n, 0n], allow],
    ['socket', [16n, 3n, 9n], errno(97)],
    ['socket', [17n, 3n, 0n], errno(97)],
    ['socket', [38n, 5n, 0n], errno(97)],
    ['socket', [40n, 1n, 0n], errno(97)],
    ['socket', [40n | 1n << 32n, 1n, 0n], errno(97)],
    ['socketpair', [1n, 1n, 0n], allow],
    ['socketpair', [30n, 1n, 0n], errno(97)],
    ['ioctl', [0n, 0x5401n], allow],
    ['ioctl', [0n, 0x5413n], allow],
    ['ioctl', [0n, 0x5412n], errno(1)],
    ['ioctl', [0n, 0x5412n | 1n << 32n], errno(1)],
    ['ioctl', [0n, 0x541Cn], errno(1)],
    ['ioctl', [0n, 0x5423n], errno(1)],
    ['ioctl', [0n, 0xFFFFFFFFn], allow],
    ['personality', [0n], allow],
    ['personality', [0xFFFFFFFFn], allow],
    ['personality', [0x400000n], errno(1)],
  ] as const)('%s %s', (name, values, expected) => {
    expect(answerOf(program, { number: number(name), arguments: values })).toBe(expected)
  })

  it('refuses the second door to every call, another processor, and calls that do not exist yet', () => {
    expect(answerOf(program, { number: 0x4000_0000 + number('read') })).toBe(errno(38))
    expect(answerOf(program, { number: number('read'), architecture: 0x4000_0003 })).toBe(errno(1))
    expect(answerOf(program, { number: 9_999 })).toBe(errno(38))
  })

  it('gives every known call the answer of the policy, on both processors', () => {
    const { allowed, denied } = seccompPolicy({ debuggers: false })
    for (const processor of ['x64', 'arm64'] as const) {
      const filter = seccompFilter(processor, { debuggers: false })
      for (const [names, expected] of [[allowed, allow], [denied, errno(1)]] as const) {
        for (const name of names) {
          const here = numbers.get(name)?.[processor]
          if (here !== undefined) expect([name, answerOf(filter, { number: here, architecture: architectures[processor] })]).toEqual([name, expected])
        }
      }
    }
  })

  it('lets debuggers work where a lesson is about them', () => {
    expect(answerOf(seccompFilter('x64', { debuggers: true }), { number: number('ptrace') })).toBe(allow)
  })

  it('says which processors it knows', () => {
    expect(() => seccompFilter('riscv64', { debuggers: false })).toThrow(/x64 or arm64, got riscv64/)
  })
})

// Every number that the policy treats in its own way, its neighbours, and any other.
const special = [0, 1, 2, 4, 9, 10, 16, 17, 40, 8, 0x2_00_00, 0x5412, 0x541C, 0x5423, 0x541D, 0x1000_0000, 0x7E02_0080, 0x0120_0011, 0xFFFF_FFFF]
const interesting = fc.oneof(fc.constantFrom(...special, ...special.map((number) => (number + 1) >>> 0)), fc.integer({ min: 0, max: 0xFFFF_FFFF }))

describe('the policy', () => {
  it('names only calls that exist', () => {
    const { denied, conditional, absent } = seccompPolicy({ debuggers: false })
    for (const name of [...denied, ...conditional.map((call) => call.name), ...absent]) expect(numbers.has(name), name).toBe(true)
  })

  it('says of each conditional call what is allowed and what is refused, and nothing twice', () => {
    for (const { name, allowed, refused } of seccompPolicy({ debuggers: false }).conditional) {
      const passes = (sets: typeof allowed, values: readonly number[]) => sets.some((tests) => tests.every(({ argument, mask, value }) => ((values[argument] ?? 0) & mask) >>> 0 === value))
      fc.assert(fc.property(fc.tuple(interesting, interesting, interesting), (values) => {
        expect([name, values, passes(allowed, values) !== passes(refused, values)]).toEqual([name, values, true])
      }))
    }
  })

  it('is the same for container runtimes', () => {
    const { defaultErrnoRet, syscalls } = ociSeccomp({ debuggers: false })
    expect(defaultErrnoRet).toBe(38)
    const sockets = syscalls.filter(({ names, action }) => names.includes('socket') && action === 'SCMP_ACT_ALLOW')
    expect(sockets.map(({ args }) => args?.[0]?.valueTwo)).toEqual([1, 2, 10, 16, 16])
    expect(syscalls.find(({ names }) => names.includes('read'))?.action).toBe('SCMP_ACT_ALLOW')
    expect(syscalls.find(({ names }) => names.includes('bpf'))).toMatchObject({ action: 'SCMP_ACT_ERRNO', errnoRet: 1 })
  })
})
