import { errnos, seccompPolicy, type ConditionalCall, type PolicyOptions } from './policy.ts'
import { syscallNumbers, type Processor } from './syscall-numbers.ts'

/** One `struct sock_filter` of classic BPF. */
interface Instruction {
  readonly code: number
  readonly jt: number
  readonly jf: number
  readonly k: number
}

// linux/bpf_common.h: class, size, source.
const codes = { load: 0x20, and: 0x54, jumpEqual: 0x15, jumpGreater: 0x25, jumpGreaterOrEqual: 0x35, return: 0x06 } as const
const allow = 0x7FFF_0000
const refuse = (errno: number) => 0x0005_0000 + errno
// struct seccomp_data: number, architecture, instruction pointer, six arguments of 64 bits, low half first.
const offsets = { number: 0, architecture: 4, argument: (index: number) => 16 + 8 * index }
const architectures: Readonly<Record<Processor, number>> = { x64: 0xC000_003E, arm64: 0xC000_00B7 }
/** Numbers from here on are the x32 ABI, a second way to every call. */
const x32 = 0x4000_0000

/**
 * The policy as a program for the kernel, as `bwrap --seccomp` reads it. No compiler and no library is needed for it.
 * @throws for a processor that we have no numbers of
 */
export function seccompFilter(processor: string, options: PolicyOptions): Buffer {
  if (processor !== 'x64' && processor !== 'arm64') throw new Error(`Expected the processor to be x64 or arm64, got ${processor}`)
  const program = [
    load(offsets.architecture),
    ...unless(codes.jumpEqual, architectures[processor], [answer(refuse(errnos.EPERM))]),
    load(offsets.number),
    ...when(codes.jumpGreaterOrEqual, x32, [answer(refuse(errnos.ENOSYS))]),
    ...byNumber(processor, options),
  ]
  return Buffer.concat(program.map(encode))
}

function byNumber(processor: Processor, options: PolicyOptions): readonly Instruction[] {
  const numbers = syscallNumbers()
  const { allowed, denied, conditional } = seccompPolicy(options)
  const numberOf = (name: string) => numbers.get(name)?.[processor]
  const answers = new Map<number, number>()
  for (const [names, action] of [[allowed, allow], [denied, refuse(errnos.EPERM)]] as const) {
    for (const name of names) {
      const number = numberOf(name)
      if (number !== undefined) answers.set(number, action)
    }
  }
  const special = conditional.flatMap((call) => {
    const number = numberOf(call.name)
    return number === undefined ? [] : when(codes.jumpEqual, number, tests(call))
  })
  return [...special, ...runs(answers)]
}

/** Looks at the arguments of a call and always ends with an answer. */
function tests({ allowed, errno }: ConditionalCall): readonly Instruction[] {
  const sets = allowed.map((set) => set.reduceRight<readonly Instruction[]>((rest, { argument, mask, value }) => [
    load(offsets.argument(argument)), { code: codes.and, jt: 0, jf: 0, k: mask }, ...when(codes.jumpEqual, value, rest),
  ], [answer(allow)]))
  return [...sets.flat(), answer(refuse(errno))]
}

/** Neighbouring numbers with the same answer are one step; the rest is absent. */
function runs(answers: ReadonlyMap<number, number>): readonly Instruction[] {
  const last = Math.max(...answers.keys())
  const steps: { to: number; action: number }[] = []
  for (let number = 0; number <= last; number += 1) {
    const action = answers.get(number) ?? refuse(errnos.ENOSYS)
    const before = steps.at(-1)
    if (before?.action === action) before.to = number
    else steps.push({ to: number, action })
  }
  return [...steps.flatMap(({ to, action }) => unless(codes.jumpGreater, to, [answer(action)])), answer(refuse(errnos.ENOSYS))]
}

function load(offset: number): Instruction {
  return { code: codes.load, jt: 0, jf: 0, k: offset }
}

function answer(value: number): Instruction {
  return { code: codes.return, jt: 0, jf: 0, k: value }
}

function when(code: number, k: number, then: readonly Instruction[]): readonly Instruction[] {
  return [{ code, jt: 0, jf: then.length, k }, ...then]
}

function unless(code: number, k: number, then: readonly Instruction[]): readonly Instruction[] {
  return [{ code, jt: then.length, jf: 0, k }, ...then]
}

function encode({ code, jt, jf, k }: Instruction): Buffer {
  if (jt > 255 || jf > 255) throw new Error(`A jump of ${Math.max(jt, jf)} steps is too far for this program`)
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16LE(code, 0)
  bytes.writeUInt8(jt, 2)
  bytes.writeUInt8(jf, 3)
  bytes.writeUInt32LE(k, 4)
  return bytes
}
