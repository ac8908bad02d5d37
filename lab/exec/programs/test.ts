import { absolutePath } from '../files.ts'
import type { Process, Program } from '../process.ts'

/** `test EXPRESSION` and `[ EXPRESSION ]`: words, numbers and files; no `-a` and `-o`. */
export const test: Program = async (process) => {
  const closed = process.name !== '[' || process.args.at(-1) === ']'
  const words = process.name === '[' ? process.args.slice(0, -1) : process.args
  const value = closed ? evaluate(process, words) : undefined
  if (value !== undefined) return value ? 0 : 1
  await process.err(closed ? `${process.name}: ${words.join(' ')}: unexpected operator\n` : "[: missing ']'\n")
  return 2
}

function evaluate(process: Process, words: readonly string[]): boolean | undefined {
  if (words[0] === '!') {
    const value = evaluate(process, words.slice(1))
    return value === undefined ? undefined : !value
  }
  const [first = '', second = '', third = ''] = words
  if (words.length <= 1) return first !== ''
  if (words.length === 2) return unary(process, first, second)
  return words.length === 3 ? binary(first, second, third) : undefined
}

function unary({ view, cwd }: Process, operator: string, word: string): boolean | undefined {
  const path = absolutePath(word, cwd)
  const file = view.files.read(path)
  switch (operator) {
    case '-z': return word === ''
    case '-n': return word !== ''
    case '-f': return file !== undefined
    case '-d': return view.files.isFolder(path)
    case '-e': case '-r': return file !== undefined || view.files.isFolder(path)
    case '-s': return file !== undefined && file !== ''
    default: return undefined
  }
}

function binary(left: string, operator: string, right: string): boolean | undefined {
  const [a, b] = [Number(left), Number(right)]
  switch (operator) {
    case '=': case '==': return left === right
    case '!=': return left !== right
    case '-eq': return a === b
    case '-ne': return a !== b
    case '-lt': return a < b
    case '-le': return a <= b
    case '-gt': return a > b
    case '-ge': return a >= b
    default: return undefined
  }
}
