import { RE2JS } from 're2js'
import type { Program } from '../process.ts'
import { linesOf } from './filters.ts'

/** Lines that fit. Expressions run in linear time, so that none can hold the lab up. */
export const grep: Program = async (process) => {
  const flags = process.args.filter((word) => /^-[a-zA-Z]+$/.test(word)).join('').replaceAll('-', '')
  const [pattern, ...names] = process.args.filter((word) => !/^-[a-zA-Z]+$/.test(word))
  if (pattern === undefined) {
    await process.err('Usage: grep [-ivqocEFw] PATTERN [FILE]...\n')
    return 2
  }
  const expression = compile(pattern, flags)
  if (!expression) {
    await process.err(`grep: Invalid regular expression\n`)
    return 2
  }
  let found = 0
  for await (const line of linesOf(process, names)) {
    const matcher = expression.matcher(line)
    const fits = matcher.find()
    if (fits === flags.includes('v')) continue
    found += 1
    if (flags.includes('q')) return 0
    if (flags.includes('c')) continue
    if (!flags.includes('o')) await process.out(`${line}\n`)
    else if (fits) {
      do await process.out(`${matcher.group() ?? ''}\n`)
      while (matcher.find())
    }
  }
  if (flags.includes('c')) await process.out(`${found}\n`)
  return found > 0 ? 0 : 1
}

function compile(pattern: string, flags: string): RE2JS | undefined {
  // In a basic expression these stand for themselves unless they are escaped, the other way round than in an extended one.
  const basic = pattern.replace(/\\?[+?|(){}]/g, (sign) => (sign.startsWith('\\') ? sign.slice(1) : `\\${sign}`))
  const source = flags.includes('F') ? RE2JS.quote(pattern) : flags.includes('E') || flags.includes('P') ? pattern : basic
  try {
    return RE2JS.compile(flags.includes('w') ? `\\b(?:${source})\\b` : source, flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0)
  } catch {
    // The learner is told that it is no expression.
    return undefined
  }
}
