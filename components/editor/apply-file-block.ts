import type { FileAction } from '../../lib/markdown/step-document.ts'

/** What a file block asks for: its text in a file, somewhere. */
export interface FileChange {
  readonly action: Exclude<FileAction, 'clipboard' | 'show'>
  readonly text: string
  /** For `insert`: the text that is replaced. */
  readonly marker?: string | undefined
}

/** The file's text after the change. An `insert` whose marker is not there is added at the end, so that nothing is lost. */
export function applyFileBlock(before: string, { action, text, marker }: FileChange): string {
  if (action === 'replace') return text
  if (action === 'prepend') return joined(text, before)
  if (action === 'insert' && marker) {
    const at = before.indexOf(marker)
    if (at >= 0) return before.slice(0, at) + text + before.slice(at + marker.length)
  }
  return joined(before, text)
}

// Two texts never share a line.
function joined(first: string, second: string): string {
  return first === '' || first.endsWith('\n') ? first + second : `${first}\n${second}`
}
