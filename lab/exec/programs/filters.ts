import { absolutePath } from '../files.ts'
import type { Pipe } from '../pipe.ts'
import { readAll, readLines, type Process, type Program } from '../process.ts'

/** Prints files, or what comes in. */
export const cat: Program = async (process) => {
  const names = process.args.filter((word) => word === '-' || !word.startsWith('-'))
  let status = 0
  for (const name of names.length === 0 ? ['-'] : names) {
    if (name === '-') await pass(process.stdin, process)
    else status = (await printFile(process, name)) || status
  }
  return status
}

async function pass(stdin: Pipe, { out }: Process): Promise<void> {
  for (let chunk = await stdin.read(); chunk; chunk = await stdin.read()) await out(chunk)
}

async function printFile(process: Process, name: string): Promise<number> {
  const content = await readFile(process, name)
  if (content === undefined) return 1
  await process.out(content)
  return 0
}

/** A file's text; undefined after the reason was told. */
export async function readFile({ name: program, view, cwd, err }: Process, name: string): Promise<string | undefined> {
  const path = absolutePath(name, cwd)
  const content = view.files.read(path)
  if (content === undefined) await err(`${program}: ${name}: ${view.files.isFolder(path) ? 'Is a directory' : 'No such file or directory'}\n`)
  return content
}

/** The first lines, 10 of them when no number is given. It reads no further than that. */
export const head: Program = async (process) => {
  const { count, names } = countOf(process.args)
  let left = count
  if (left <= 0) return 0
  for await (const line of linesOf(process, names)) {
    await process.out(`${line}\n`)
    left -= 1
    if (left <= 0) break
  }
  return 0
}

export const tail: Program = async (process) => {
  const { count, names } = countOf(process.args)
  const kept: string[] = []
  for await (const line of linesOf(process, names)) {
    kept.push(line)
    if (kept.length > count) kept.shift()
  }
  for (const line of kept) await process.out(`${line}\n`)
  return 0
}

export const wc: Program = async (process) => {
  const flags = process.args.filter((word) => /^-[lwc]+$/.test(word)).join('') || '-lwc'
  const names = process.args.filter((word) => !word.startsWith('-'))
  const text = names.length === 0 ? await readAll(process.stdin) : ((await readFile(process, names[0] ?? '')) ?? '')
  const counts = [
    ...(flags.includes('l') ? [text.split('\n').length - 1] : []),
    ...(flags.includes('w') ? [text.split(/\s+/).filter((word) => word !== '').length] : []),
    ...(flags.includes('c') ? [new TextEncoder().encode(text).length] : []),
  ]
  const label = names.length === 0 ? '' : ` ${names[0] ?? ''}`
  await process.out(`${counts.length === 1 ? String(counts[0]) : counts.map((count) => String(count).padStart(7)).join(' ')}${label}\n`)
  return 0
}

export const sort: Program = async (process) => {
  const flags = process.args.filter((word) => /^-[nru]+$/.test(word)).join('')
  const lines: string[] = []
  for await (const line of linesOf(process, process.args.filter((word) => !word.startsWith('-')))) lines.push(line)
  const sorted = lines.toSorted(flags.includes('n') ? (a, b) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0) : (a, b) => (a < b ? -1 : a > b ? 1 : 0))
  if (flags.includes('r')) sorted.reverse()
  for (const line of flags.includes('u') ? new Set(sorted) : sorted) await process.out(`${line}\n`)
  return 0
}

export const uniq: Program = async (process) => {
  const counted = process.args.includes('-c')
  let current: { readonly line: string; count: number } | undefined
  const print = async () => {
    if (current) await process.out(`${counted ? `${String(current.count).padStart(7)} ` : ''}${current.line}\n`)
  }
  for await (const line of readLines(process.stdin)) {
    if (current?.line === line) {
      current.count += 1
      continue
    }
    await print()
    current = { line, count: 1 }
  }
  await print()
  return 0
}

function countOf(args: readonly string[]): { readonly count: number; readonly names: readonly string[] } {
  let count = 10
  const names: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? ''
    const [, joined] = /^-n?(\d+)$/.exec(word) ?? []
    if (joined !== undefined) count = Number(joined)
    else if (word === '-n') count = Number(args[(at += 1)] ?? 10) || 0
    else if (!word.startsWith('-')) names.push(word)
  }
  return { count, names }
}

/** Lines of the named files, or of the input when none is named. */
export async function* linesOf(process: Process, names: readonly string[]): AsyncGenerator<string> {
  if (names.length === 0) return yield* readLines(process.stdin)
  for (const name of names) {
    const content = await readFile(process, name)
    if (content !== undefined) yield* content.replace(/\n$/, '').split('\n')
  }
}
