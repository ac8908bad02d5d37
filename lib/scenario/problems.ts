import type { Problem } from './scenario.ts'

type Args = Readonly<Record<string, string>>
type Sentence = (args: Args) => string

/** Every mistake an author can be told about: what was expected, and what came instead. */
const sentences = {
  'index-syntax': ({ format, found }) => `Expected valid ${format}, got ${found}.`,
  'index-tolerated': ({ found }) => `Expected plain JSON, got ${found}. It is read all the same; other players may refuse it.`,
  'index-empty': () => 'Expected a scenario, got an empty file.',
  'index-not-object': ({ found }) => `Expected an object with title, details and backend, got ${found}.`,
  'index-too-deep': () => 'Expected a few levels of nesting, got more than can be read.',
  'file-too-large': ({ limit, size }) => `Expected a file of at most ${limit}, got ${size}.`,
  'file-not-utf8': ({ byte }) => `Expected UTF-8 text, got other bytes at offset ${byte}. They are shown as �.`,
  'file-unreadable': ({ reason }) => `Expected a readable file, got "${reason}".`,
  'byte-order-mark': () => 'Expected text, got a byte order mark before it. It is skipped.',
  'wrong-type': ({ key, expected, found }) => `Expected \`${key}\` to be ${expected}, got ${found}. The key is ignored.`,
  'unknown-layout': ({ found }) => `Expected \`environment.uilayout\` to name a layout, got "${found}". The terminal layout is used.`,
  'no-steps': () => 'Expected `details.steps` to list at least one step, got none. Learners see only a terminal.',
  'page-missing': ({ key, found, hint }) => `Expected \`${key}\` to name a markdown file, got "${found}", which is not there.${hint ?? ''}`,
  'script-missing': ({ key, found, hint }) => `Expected \`${key}\` to name a script, got "${found}", which is not there.${hint ?? ''}`,
  'path-outside': ({ key, found }) => `Expected \`${key}\` to stay inside the repository, got "${found}".`,
  'asset-missing': ({ found, host }) => `Expected a file in assets/ for ${host}, got "${found}", which matches none.`,
  'asset-mode': ({ found }) => `Expected \`chmod\` to be a mode such as +x or 755, got "${found}". It is ignored.`,
  'image-missing': ({ found }) => `Expected the picture to be in the repository, got "${found}", which is not there.`,
  'fence-unclosed': ({ found }) => `Expected a line ${found} that closes this code block, got the end of the text.`,
  'pre-unclosed': () => 'Expected </pre> that closes this block, got the end of the file.',
  'comment-unclosed': () => 'Expected --> that closes this comment, got the end of the file; nothing after it is shown.',
  'macro-unknown': ({ found }) => `Expected execute, copy or open after the code, got "{{${found}}}". The code is shown without a button.`,
  'macro-stray': ({ found }) => `Expected code directly before "${found}", got other text. It is shown as written.`,
  'macro-in-code': ({ found }) => `Expected "${found}" after the code, got it inside the backticks. It is shown as written.`,
  'key-unknown': ({ found }) => `Expected a key such as ^C or ^ESC for ctrl-seq, got "${found}".`,
  'quiz-unanswered': ({ found }) => `Expected answers on the lines after the question, got none for "${found}". It is shown as text.`,
  'quiz-no-correct': ({ found }) => `Expected a right answer marked with *, got none for "${found}".`,
  'file-no-marker': ({ found }) => `Expected data-marker beside data-target="insert" for "${found}", got none. The text is appended.`,
  'link-empty': ({ found }) => `Expected an address for the link "${found}", got none.`,
  'course-syntax': ({ found }) => `Expected a course file, got ${found}. Its scenarios are listed without a course.`,
  'course-item-missing': ({ found }) => `Expected "${found}" to be a folder with a scenario or a course, got none.`,
  'symlink-outside': ({ found }) => `Expected a link that stays inside the repository, got one to "${found}". It is left out.`,
  'symlink-loop': () => 'Expected a link to another folder, got one that leads back to itself. It is left out.',
  'too-many-files': ({ limit }) => `Expected at most ${limit} files, got more. The rest is left out.`,
  'too-deep': ({ limit }) => `Expected folders at most ${limit} deep, got more. The rest is left out.`,
  'root-missing': ({ found }) => `Expected a folder with scenarios, got "${found}".`,
  'scenario-root-missing': ({ found }) => `Expected \`scenario_root\` to name a folder, got "${found}". The whole repository is read.`,
} satisfies Record<string, Sentence>

export type ProblemCode = keyof typeof sentences

/** Mistakes that a learner can live with; all others are errors. */
const warnings: ReadonlySet<string> = new Set<ProblemCode>([
  'index-tolerated', 'byte-order-mark', 'file-not-utf8', 'unknown-layout', 'no-steps', 'asset-missing', 'asset-mode', 'image-missing',
  'fence-unclosed', 'macro-unknown', 'macro-stray', 'macro-in-code', 'key-unknown', 'quiz-unanswered', 'quiz-no-correct', 'file-no-marker',
  'link-empty', 'course-item-missing', 'symlink-outside', 'symlink-loop', 'scenario-root-missing',
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
export function problemSentence({ code, args }: Pick<Problem, 'code' | 'args'>): string {
  // A problem may come from an older or newer program over the wire.
  const sentence: Sentence | undefined = Object.hasOwn(sentences, code) ? sentences[code as ProblemCode] : undefined
  return sentence ? sentence(args) : `${code} ${JSON.stringify(args)}`
}

/** `course/index.json:12:7`, as compilers write it. */
export function problemPlace({ file, line, column }: Place): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':')
}
