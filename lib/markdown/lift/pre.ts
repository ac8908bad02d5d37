import { decodeHTML } from 'entities'
import { fileActions, type FileAction, type Remark } from '../step-document.ts'
import { readTag, type Tag } from './tag.ts'
import { withoutContainer, type FilePre, type Lifter, type PreBlock } from './page.ts'

const close = /<\/pre\s*>/i

/** A `<pre>` at the beginning of a line: its body may have blank lines, and stand further left than the list around it. */
export const liftPre: Lifter = (page, line, number) => {
  if (!/^<pre(?:[\s>]|$)/i.test(line.text.slice(line.start, line.start + 5))) return undefined
  const strip = (text: string): string => withoutContainer(text, line.quotes, line.container)
  const collected = collect(page.lines, number, line.start)
  const [first = '', ...others] = collected.lines
  const html = [first, ...others.map(strip)].join('\n')
  const tag = readTag(html)
  const block = makeBlock(html, tag, number + 1)
  const remark = remarkOn(collected.closed, block, number + 1)
  return {
    block,
    next: collected.next,
    ...(collected.rest.trim() && { rest: { text: collected.rest, line: collected.next - 1 } }),
    ...(remark && { remark }),
  }
}

interface Collected {
  /** From `<pre` up to, and without, `</pre>`. */
  readonly lines: readonly string[]
  readonly rest: string
  readonly next: number
  readonly closed: boolean
}

function collect(lines: readonly string[], number: number, start: number): Collected {
  const taken: string[] = []
  for (let at = number; at < lines.length; at++) {
    const text = at === number ? (lines[at] ?? '').slice(start) : lines[at] ?? ''
    const end = close.exec(text)
    if (end) return { lines: [...taken, text.slice(0, end.index)], rest: text.slice(end.index + end[0].length), next: at + 1, closed: true }
    taken.push(text)
  }
  return { lines: taken, rest: '', next: lines.length, closed: false }
}

function makeBlock(html: string, tag: Tag, line: number): PreBlock | FilePre {
  const { attributes } = tag
  // Some authors' editors made the quotes typographic.
  const classes = (attributes.get('class') ?? '').replace(/[“”"']/g, '').split(/\s+/)
  if (!classes.includes('file')) return { kind: 'pre', html: `${html}</pre>`, line }
  const filename = attributes.get('data-filename')?.trim()
  const marker = attributes.get('data-marker')
  return {
    kind: 'file',
    action: actionOf(attributes.get('data-target'), filename),
    ...(filename && { filename }),
    ...(marker && { marker }),
    text: unfenced(bodyText(html.slice(tag.end)), filename),
    line,
  }
}

function actionOf(target: string | undefined, filename: string | undefined): FileAction {
  const named = fileActions.find((action) => action === target?.trim().toLowerCase())
  if (named === 'clipboard') return named
  if (!filename) return 'show'
  return named && named !== 'show' ? named : 'replace'
}

/** What a browser would put on the clipboard, but with tags left as the text that they were meant to be. */
function bodyText(body: string): string {
  return decodeHTML(body.startsWith('\n') ? body.slice(1) : body)
}

/** Authors also put a fence inside; only a markdown file could want it. */
function unfenced(text: string, filename: string | undefined): string {
  const found = /^\s*```[^`\n]*\n([\s\S]*\n)```\s*$/.exec(text)?.[1]
  return found === undefined || found.includes('```') || filename?.endsWith('.md') ? text : found
}

function remarkOn(closed: boolean, block: PreBlock | FilePre, line: number): Remark | undefined {
  if (!closed) return { code: 'pre-unclosed', line, found: '<pre>' }
  const unmarked = block.kind === 'file' && block.action === 'insert' && !block.marker
  return unmarked ? { code: 'file-no-marker', line, found: block.filename ?? '' } : undefined
}
