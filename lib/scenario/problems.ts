import type { Problem } from './scenario.ts'

type Args = Readonly<Record<string, string>>

/** What was expected, what came instead, and what becomes of it. */
export interface Told {
  readonly expected: string
  readonly got: string
  /** Whole sentences. */
  readonly effect?: string
}

/** Every mistake an author can be told about. */
const mistakes = {
  'index-syntax': ({ format, found }) => told(`valid ${format}`, found),
  'index-tolerated': ({ found }) => told('plain JSON', found, 'It is read all the same; other players may refuse it.'),
  'index-empty': () => told('a scenario', 'an empty file'),
  'index-not-object': ({ found }) => told('an object with title, details and backend', found),
  'index-too-deep': () => told('a few levels of nesting', 'more than can be read'),
  'index-too-many': ({ limit }) => told(`at most ${limit} values`, 'more'),
  'file-too-large': ({ limit, size }) => told(`a file of at most ${limit}`, size),
  'file-not-utf8': ({ byte }) => told('UTF-8 text', `other bytes at offset ${byte}`, 'They are shown as �.'),
  'file-unreadable': ({ reason }) => told('a readable file', `"${reason}"`),
  'byte-order-mark': () => told('text', 'a byte order mark before it', 'It is skipped.'),
  'wrong-type': ({ key, expected, found }) => told(`\`${key}\` to be ${expected}`, found, 'The key is ignored.'),
  'unknown-layout': ({ found }) => told('`environment.uilayout` to name a layout', `"${found}"`, 'The terminal layout is used.'),
  'no-steps': () => told('`details.steps` to list at least one step', 'none', 'Learners see only a terminal.'),
  'page-missing': ({ key, found, hint }) => told(`\`${key}\` to name a markdown file`, `"${found}", which is not there`, hint),
  'script-missing': ({ key, found, hint }) => told(`\`${key}\` to name a script`, `"${found}", which is not there`, hint),
  'path-outside': ({ key, found }) => told(`\`${key}\` to stay inside the repository`, `"${found}"`),
  'asset-missing': ({ found, host }) => told(`a file in assets/ for ${host}`, `"${found}", which matches none`),
  'asset-mode': ({ found }) => told('`chmod` to be a mode such as +x or 755', `"${found}"`, 'It is ignored.'),
  'image-missing': ({ found }) => told('the picture to be in the repository', `"${found}", which is not there`),
  'fence-unclosed': ({ found }) => told(`a line ${found} that closes this code block`, 'the end of the text'),
  'pre-unclosed': () => told('</pre> that closes this block', 'the end of the file'),
  'comment-unclosed': () => told('--> that closes this comment', 'the end of the file', 'Nothing after it is shown.'),
  'macro-unknown': ({ found }) => told('execute, copy or open after the code', `"{{${found}}}"`, 'The code is shown without a button.'),
  'macro-stray': ({ found }) => told(`code directly before "${found}"`, 'other text', 'It is shown as written.'),
  'macro-in-code': ({ found }) => told(`"${found}" after the code`, 'it inside the backticks', 'It is shown as written.'),
  'key-unknown': ({ found }) => told('a key such as ^C or ^ESC for ctrl-seq', `"${found}"`),
  'quiz-unanswered': ({ found }) => told('answers on the lines after the question', `none for "${found}"`, 'It is shown as text.'),
  'quiz-no-correct': ({ found }) => told('a right answer marked with *', `none for "${found}"`),
  'file-no-marker': ({ found }) => told(`data-marker beside data-target="insert" for "${found}"`, 'none', 'The text is appended.'),
  'link-empty': ({ found }) => told(`an address for the link "${found}"`, 'none'),
  'page-too-nested': () => told('lists and quotes of a few levels', 'more than can be laid out', 'The page is shown as plain text.'),
  'page-too-dense': () => told('a page with fewer signs of layout', 'more than can be laid out in a moment', 'The page is shown as plain text; split it.'),
  'course-syntax': ({ found }) => told('a course file', found, 'Its scenarios are listed without a course.'),
  'course-item-missing': ({ found }) => told(`"${found}" to be a folder with a scenario or a course`, 'none'),
  'course-loop': ({ found }) => told(`"${found}" to be another course`, 'one that this course is part of', 'It is left out.'),
  'symlink-outside': ({ found }) => told('a link that stays inside the repository', `one to "${found}"`, 'It is left out.'),
  'symlink-loop': () => told('a link to another folder', 'one that leads back to itself', 'It is left out.'),
  'too-many-items': ({ limit }) => told(`courses with at most ${limit} scenarios in all`, 'more', 'The rest is left out.'),
  'too-many-files': ({ limit }) => told(`at most ${limit} files`, 'more', 'The rest is left out.'),
  'too-deep': ({ limit }) => told(`folders at most ${limit} deep`, 'more', 'The rest is left out.'),
  'root-missing': ({ found }) => told('a folder with scenarios', `"${found}"`),
  'scenario-root-missing': ({ found }) => told('`scenario_root` to name a folder', `"${found}"`, 'The whole repository is read.'),
} satisfies Record<string, (args: Args) => Told>

export type ProblemCode = keyof typeof mistakes

/** Mistakes that a learner can live with; all others are errors. */
const warnings: ReadonlySet<string> = new Set<ProblemCode>([
  'index-tolerated', 'byte-order-mark', 'file-not-utf8', 'unknown-layout', 'no-steps', 'asset-missing', 'asset-mode', 'image-missing',
  'fence-unclosed', 'macro-unknown', 'macro-stray', 'macro-in-code', 'key-unknown', 'quiz-unanswered', 'quiz-no-correct', 'file-no-marker',
  'link-empty', 'page-too-nested', 'page-too-dense', 'course-item-missing', 'course-loop', 'symlink-outside', 'symlink-loop', 'scenario-root-missing',
])

export interface Place {
  /** Relative to the scenarios root. */
  readonly file: string
  /** From 1. */
  readonly line?: number
  /** From 1. */
  readonly column?: number
}

export function makeProblem(code: ProblemCode, place: Place, args: Args = {}): Problem {
  return { code, severity: warnings.has(code) ? 'warning' : 'error', ...place, args }
}

/** The sentence for a reader: what was expected and what came. The place is not in it. */
export function problemSentence(problem: Pick<Problem, 'code' | 'args'>): string {
  const { expected, got, effect } = problemParts(problem)
  return [`Expected ${expected}, got ${got}.`, effect].filter(Boolean).join(' ')
}

/** The same in its parts. */
export function problemParts({ code, args }: Pick<Problem, 'code' | 'args'>): Told {
  // A problem may come from an older or newer program over the wire.
  const tell: ((args: Args) => Told) | undefined = Object.hasOwn(mistakes, code) ? mistakes[code as ProblemCode] : undefined
  return tell ? tell(args) : told('something else', `${code} ${JSON.stringify(args)}`)
}

/** `course/index.json:12:7`, as compilers write it. */
export function problemPlace({ file, line, column }: Place): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':')
}

function told(expected: string, got: string | undefined, effect?: string): Told {
  return { expected, got: got ?? 'something else', ...(effect && { effect }) }
}
