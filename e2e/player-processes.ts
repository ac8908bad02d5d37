import { execFileSync } from 'node:child_process'

/** Process ids of the player's host or web process: children of the supervisor of this test. */
export function pidsOf(name: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { maxBuffer: 2 ** 28 }).toString().split('\n').map((line) => line.trim().split(/\s+/))
  const supervisors = new Set(lines.filter(([, parent, ...args]) => Number(parent) === process.pid && args.join(' ').includes('dist/start.js')).map(([pid]) => pid))
  return lines.filter(([, parent, ...args]) => supervisors.has(parent ?? '') && args.join(' ').endsWith(`dist/${name}.js`)).map(([pid]) => Number(pid))
}
