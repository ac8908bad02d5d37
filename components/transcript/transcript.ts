import type { TranscriptCommand } from '../../lib/protocol/events.ts'

/** Commands of one terminal, oldest first. */
export type Transcript = readonly TranscriptCommand[]

/** The transcript with newer news of some commands; each stands once. */
export function mergeTranscript(before: Transcript, news: Transcript): Transcript {
  const byId = new Map([...before, ...news].map((command) => [command.id, command]))
  return [...byId.values()].sort((a, b) => a.id - b.id)
}

/** Id after which the server is to be asked again: only the last command may have gone on since. */
export function readAfter(transcript: Transcript): number {
  return Math.max(0, (transcript.at(-1)?.id ?? 0) - 1)
}

/** The command that runs now; only the last one may. */
export function runningCommand(transcript: Transcript): TranscriptCommand | undefined {
  const last = transcript.at(-1)
  return last?.durationMs === undefined ? last : undefined
}

/** The text of the nth different command from the end, from 1; undefined when there are not so many. */
export function recall(transcript: Transcript, back: number): string | undefined {
  const texts = transcript.map(({ text }) => text).filter((text, at, all) => text.trim() !== '' && text !== all[at - 1])
  return back < 1 ? undefined : texts.at(-back)
}

/** Commands that hold every word, in what was typed or in what came back. */
export function searchTranscript(transcript: Transcript, text: string): Transcript {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return transcript
  return transcript.filter(({ text: command, output }) => {
    const whole = `${command}\n${output}`.toLowerCase()
    return words.every((word) => whole.includes(word))
  })
}

/** "exit 1, 14 lines, 0.3 s"; "running" while it runs. */
export function summary({ exitCode, outputLines, durationMs }: TranscriptCommand): string {
  const lines = outputLines === 1 ? '1 line' : `${outputLines} lines`
  if (durationMs === undefined) return outputLines > 0 ? `running, ${lines} so far` : 'running'
  return [...(exitCode === undefined ? [] : [`exit ${exitCode}`]), lines, duration(durationMs)].join(', ')
}

/** What is said when a command ends: its summary, and its output where that is short. */
export function announcement(command: TranscriptCommand): string {
  const short = command.outputLines > 0 && command.outputLines <= 3
  return `${firstLine(command.text)}: ${summary(command)}.${short ? ` ${command.output.trim()}` : ''}`
}

/** Commands that were running, or not there, and have ended now. */
export function newlyEnded(before: Transcript, after: Transcript): Transcript {
  const ended = new Set(before.filter(({ durationMs }) => durationMs !== undefined).map(({ id }) => id))
  return after.filter(({ id, durationMs }) => durationMs !== undefined && !ended.has(id))
}

export function toText(transcript: Transcript): string {
  return transcript.map((command) => `$ ${command.text}\n${ended(command.output)}[${summary(command)}]\n`).join('\n')
}

export function toMarkdown(name: string, transcript: Transcript): string {
  const parts = transcript.map((command) => `## ${inline(firstLine(command.text))}\n\n${fenced('sh', command.text)}\n\n${command.output.trim() ? `${fenced('text', command.output)}\n\n` : ''}${summary(command)}\n`)
  return `# ${name}\n\n${parts.join('\n')}`
}

export function firstLine(text: string): string {
  const lines = text.trim().split('\n')
  return lines.length > 1 ? `${lines[0]} …` : (lines[0] ?? '')
}

/** The end of a long path, which tells folders apart where there is little room. */
export function shortPath(path: string): string {
  const parts = path.split('/').filter(Boolean)
  return parts.length > 3 ? `…/${parts.slice(-2).join('/')}` : path
}

function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`
}

function ended(output: string): string {
  return output === '' || output.endsWith('\n') ? output : `${output}\n`
}

// As many backticks as it takes, so that no output ends its own fence.
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${ended(text)}${fence}`
}

function inline(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}
