import type { Program } from './process.ts'
import { curl } from './programs/curl.ts'
import { env, printenv } from './programs/env.ts'
import { cat, head, sort, tail, uniq, wc } from './programs/filters.ts'
import { grep } from './programs/grep.ts'
import { ls } from './programs/ls.ts'
import { pilotAgent } from './programs/pilot-agent.ts'
import { date, echo, exitWith, hostname, id, printf, pwd, seq, sleep, uname, whoami } from './programs/small.ts'
import { test } from './programs/test.ts'
import { wget } from './programs/wget.ts'

/** What every container can run besides its shell (`shell/`), and nothing else: the rest is not found, as on a small image. */
export const programs: Readonly<Record<string, Program>> = {
  '[': test, cat, curl, date, echo, env, false: exitWith(1), grep, head, hostname, id, ls, printenv, printf, pwd, seq, sleep, sort, tail, test, true: exitWith(0), uname, uniq, wc, wget, whoami,
}

/** What only Istio's proxy has besides. */
export const proxyPrograms: Readonly<Record<string, Program>> = { 'pilot-agent': pilotAgent }

export const shellNames: readonly string[] = ['sh', 'bash']

const folders = ['', '/bin/', '/usr/bin/', '/usr/local/bin/', '/sbin/', '/usr/sbin/']

/** The bare name of a program that is called by name or by the path where one looks for it; undefined for other paths. */
export function bareName(called: string): string | undefined {
  const folder = called.slice(0, called.lastIndexOf('/') + 1)
  return folders.includes(folder) ? called.slice(folder.length) : undefined
}

/** A program of a container by the word that calls it. */
export function findProgram(called: string, container: string): Program | undefined {
  const name = bareName(called)
  if (name === undefined) return undefined
  if (Object.hasOwn(programs, name)) return programs[name]
  return container === 'istio-proxy' && Object.hasOwn(proxyPrograms, name) ? proxyPrograms[name] : undefined
}
