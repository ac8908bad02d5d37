import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/**
 * What a server's processes use, those of its shells left out. `terminal` is the process that has shells, where there are any.
 * @param shell path in the command line of every shell; what descends from one is the learner's
 */
export function usage(root, shell) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).map(readStat).filter(Boolean)
  const children = new Map()
  for (const process of all) children.set(process.parent, [...(children.get(process.parent) ?? []), process])
  const total = { processes: 0, shells: 0, cpuSeconds: 0, rss: 0, pss: 0, shellPss: 0, rssOf: new Map(), terminal: undefined }
  const walk = (process, ofShell) => {
    const isShell = ofShell || read(process.pid, 'cmdline').includes(shell)
    const memory = read(process.pid, 'smaps_rollup')
    const pss = kib(memory, 'Pss')
    if (isShell) {
      if (!ofShell) total.terminal = process.parent
      total.shells += 1
      total.shellPss += pss
    } else {
      total.processes += 1
      total.cpuSeconds += process.cpuSeconds
      total.rss += kib(memory, 'Rss')
      total.rssOf.set(process.pid, kib(memory, 'Rss'))
      total.pss += pss
    }
    for (const child of children.get(process.pid) ?? []) walk(child, isShell)
  }
  const first = all.find(({ pid }) => pid === root)
  if (first) walk(first, false)
  return total
}

/** Seconds for which the whole machine's processors were busy since its start. */
export function machineBusySeconds() {
  const [user, nice, system, , , irq, softIrq] = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number)
  return (user + nice + system + irq + softIrq) / ticksPerSecond
}

function readStat(pid) {
  const text = read(pid, 'stat')
  if (!text) return undefined
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { pid, parent: Number(fields[1]), cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond }
}

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // It ended while we looked.
  }
}

// In bytes.
function kib(text, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) * 1024
}
