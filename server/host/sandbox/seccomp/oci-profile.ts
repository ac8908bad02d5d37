import { errnos, seccompPolicy, type ArgumentTest, type PolicyOptions } from './policy.ts'

interface OciArgument {
  readonly index: number
  readonly value: number
  readonly valueTwo: number
  readonly op: 'SCMP_CMP_MASKED_EQ'
}

interface OciRule {
  readonly names: readonly string[]
  readonly action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO'
  readonly errnoRet?: number
  readonly args?: readonly OciArgument[]
}

export interface OciSeccomp {
  readonly defaultAction: 'SCMP_ACT_ERRNO'
  readonly defaultErrnoRet: number
  readonly architectures: readonly string[]
  readonly syscalls: readonly OciRule[]
}

/** The policy as container runtimes take it (`linux.seccomp` of the runtime specification). */
export function ociSeccomp(options: PolicyOptions): OciSeccomp {
  const { allowed, denied, conditional, absent } = seccompPolicy(options)
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: errnos.ENOSYS,
    architectures: [process.arch === 'arm64' ? 'SCMP_ARCH_AARCH64' : 'SCMP_ARCH_X86_64'],
    syscalls: [
      { names: allowed, action: 'SCMP_ACT_ALLOW' },
      { names: denied, action: 'SCMP_ACT_ERRNO', errnoRet: errnos.EPERM },
      // Said once more, because older daemons know no other default than EPERM, and C libraries do not fall back from that.
      { names: absent, action: 'SCMP_ACT_ERRNO', errnoRet: errnos.ENOSYS },
      ...conditional.flatMap(({ name, allowed: sets }) => sets.map((tests): OciRule => ({ names: [name], action: 'SCMP_ACT_ALLOW', args: tests.map(argument) }))),
      ...conditional.flatMap(({ name, refused, errno }) => refused.map((tests): OciRule => ({ names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: errno, args: tests.map(argument) }))),
    ],
  }
}

function argument({ argument: index, mask, value }: ArgumentTest): OciArgument {
  return { index, value: mask, valueTwo: value, op: 'SCMP_CMP_MASKED_EQ' }
}
