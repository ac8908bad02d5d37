import type { Process, Program } from '../process.ts'
import { unescape } from './unescape.ts'

export function exitWith(status: number): Program {
  return async () => status
}

export const echo: Program = async ({ args, out }) => {
  const flags = args.findIndex((word) => !/^-[neE]+$/.test(word))
  const [options, words] = flags < 0 ? [args, []] : [args.slice(0, flags), args.slice(flags)]
  const letters = options.join('')
  const text = letters.includes('e') ? unescape(words.join(' ')) : words.join(' ')
  await out(letters.includes('n') ? text : `${text}\n`)
  return 0
}

export const printf: Program = async ({ args, out, err }) => {
  const [format, ...values] = args
  if (format === undefined) {
    await err('printf: usage: printf FORMAT [ARGUMENT]...\n')
    return 2
  }
  let at = 0
  // The format is used again while arguments are left.
  do {
    const before = at
    const text = unescape(format).replace(/%(%|-?\d*(?:\.\d+)?[sdixfc])/g, (_all, form: string) => (form === '%' ? '%' : formatted(form, values[at++] ?? '')))
    await out(text)
    if (at === before) break
  } while (at < values.length)
  return 0
}

function formatted(form: string, value: string): string {
  const [, left = '', width = '', precision, letter = 's'] = /^(-?)(\d*)(?:\.(\d+))?([sdixfc])$/.exec(form) ?? []
  const number = Number(value) || 0
  const text = letter === 'd' || letter === 'i' ? String(Math.trunc(number))
    : letter === 'x' ? Math.trunc(number).toString(16)
    : letter === 'f' ? number.toFixed(Math.min(20, Number(precision ?? 6)))
    : letter === 'c' ? value.slice(0, 1)
    : value.slice(0, precision === undefined ? undefined : Number(precision))
  const wide = Math.min(Number(width), 1000)
  return left === '' ? text.padStart(wide, width.startsWith('0') && letter !== 's' ? '0' : ' ') : text.padEnd(wide)
}

export const hostname: Program = async ({ args, view, out, err }) => {
  const [flag] = args
  if (flag === '-i' || flag === '-I') await out(`${view.network.resolve(view.pod) ?? ''}\n`)
  else if (flag === undefined || flag === '-s' || flag === '-f') await out(`${view.pod}\n`)
  else {
    await err('hostname: you must be root to change the host name\n')
    return 1
  }
  return 0
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The time of the cluster, in UTC as in any container; `+FORMAT` with the usual letters. */
export const date: Program = async ({ args, view, out, err }) => {
  const format = args.find((word) => word.startsWith('+'))?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y'
  const unknown = args.find((word) => !word.startsWith('+') && word !== '-u' && word !== '--utc')
  if (unknown !== undefined) {
    await err(`date: invalid date '${unknown}'\n`)
    return 1
  }
  const now = new Date(view.clock.now())
  const two = (value: number) => String(value).padStart(2, '0')
  const letters: Readonly<Record<string, string>> = {
    a: days[now.getUTCDay()] ?? '', b: months[now.getUTCMonth()] ?? '', d: two(now.getUTCDate()), e: String(now.getUTCDate()).padStart(2), m: two(now.getUTCMonth() + 1),
    Y: String(now.getUTCFullYear()), y: two(now.getUTCFullYear() % 100), H: two(now.getUTCHours()), M: two(now.getUTCMinutes()), S: two(now.getUTCSeconds()),
    F: now.toISOString().slice(0, 10), T: now.toISOString().slice(11, 19), s: String(Math.floor(now.getTime() / 1000)), N: `${String(now.getUTCMilliseconds()).padStart(3, '0')}000000`, Z: 'UTC', z: '+0000', '%': '%', n: '\n',
  }
  await out(`${format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => letters[letter] ?? whole)}\n`)
  return 0
}

export const id: Program = async ({ args, view: { user }, out }) => {
  const [flag = ''] = args
  const numbers = /^-[ugG]$/.test(flag)
  const names = /^-[ugG]n$|^-n[ugG]$/.test(flag)
  await out(numbers ? `${user.id}\n` : names ? `${user.name}\n` : `uid=${user.id}(${user.name}) gid=${user.id}(${user.name}) groups=${user.id}(${user.name})\n`)
  return 0
}

export const whoami: Program = async ({ view, out }) => {
  await out(`${view.user.name}\n`)
  return 0
}

export const pwd: Program = async ({ cwd, out }) => {
  await out(`${cwd}\n`)
  return 0
}

export const uname: Program = async ({ args, view, out }) => {
  const parts: Readonly<Record<string, string>> = { s: 'Linux', n: view.pod, r: '6.1.0', m: 'x86_64', a: `Linux ${view.pod} 6.1.0 x86_64 GNU/Linux` }
  await out(`${parts[(args[0] ?? '-s').slice(1)] ?? 'Linux'}\n`)
  return 0
}

const unitMs: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

export const sleep: Program = async ({ args, err, signal, view }) => {
  if (args.length === 0) {
    await err('sleep: missing operand\n')
    return 1
  }
  let total = 0
  for (const word of args) {
    const [, amount, unit = ''] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(word) ?? []
    if (amount === undefined) {
      await err(`sleep: invalid time interval '${word}'\n`)
      return 1
    }
    total += Number(amount) * (unitMs[unit] ?? 1000)
  }
  await pause({ signal, view }, total)
  return 0
}

/** Lets time pass until it is over or somebody presses Ctrl-C. */
export function pause({ signal, view }: Pick<Process, 'signal' | 'view'>, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel()
      reject(signal.reason)
    }
    const cancel = view.clock.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

const longestSequence = 100_000

export const seq: Program = async ({ args, out, err }) => {
  const numbers = args.map(Number)
  const [first = 1, step = 1, last = 0] = numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers
  if (numbers.length === 0 || numbers.length > 3 || numbers.some(Number.isNaN) || step === 0) {
    await err(numbers.length === 0 ? 'seq: missing operand\n' : `seq: invalid floating point argument: '${args.find((word) => Number.isNaN(Number(word))) ?? args[3] ?? 0}'\n`)
    return 1
  }
  for (let value = first, count = 0; (step > 0 ? value <= last : value >= last) && count < longestSequence; value += step, count += 1) await out(`${value}\n`)
  return 0
}
