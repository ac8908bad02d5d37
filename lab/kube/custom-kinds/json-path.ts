import { isRecord, read, text } from '../read.ts'

type Step = (values: readonly unknown[]) => readonly unknown[]

/** Longest path that a column may have; longer ones find nothing. */
const longestPath = 500

/**
 * What a column's path finds: fields, indexes, `[*]` and filters like `[?(@.type=="Ready")]`, which is what definitions use.
 * Nothing for a path that says more.
 */
export function findAll(value: unknown, path: string): readonly unknown[] {
  const steps = parse(path)
  return steps ? steps.reduce<readonly unknown[]>((values, step) => step(values), [value]) : []
}

const tokens: readonly (readonly [pattern: RegExp, step: (found: RegExpExecArray) => Step])[] = [
  [/^\.([A-Za-z_$][-\w$\ue000]*)/, ([, name = '']) => field(name)],
  [/^\[['"]([^'"\]]*)['"]\]/, ([, name = '']) => field(name)],
  [/^\[(\d+)\]/, ([, at]) => (values) => values.flatMap((value) => (Array.isArray(value) ? value.slice(Number(at), Number(at) + 1) : []))],
  [/^(?:\[\*\]|\.\*)/, () => (values) => values.flatMap((value) => (Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []))],
  [/^\[\?\(\s*@\.([\w.-]+)\s*(==|!=)\s*(?:'([^']*)'|"([^"]*)"|([\w.-]+))\s*\)\]/, ([, name = '', operator, single, double, bare]) => filter(name, operator === '==', single ?? double ?? bare ?? '')],
]

function parse(path: string): readonly Step[] | undefined {
  const steps: Step[] = []
  let rest = path.length > longestPath ? '?' : path.replaceAll('\\.', '\ue000').replace(/^\$/, '')
  while (rest !== '') {
    const known = tokens.map(([pattern, step]) => ({ found: pattern.exec(rest), step })).find(({ found }) => found !== null)
    if (!known?.found) return undefined
    steps.push(known.step(known.found))
    rest = rest.slice(known.found[0].length)
  }
  return steps
}

function field(name: string): Step {
  return (values) => values.flatMap((value) => read(value, name.replaceAll('\ue000', '.')) ?? [])
}

function filter(path: string, equal: boolean, wanted: string): Step {
  return (values) => values.flatMap((value) => (Array.isArray(value) ? value : [])).filter((one) => (text(read(one, ...path.split('.'))) === wanted) === equal)
}
