import type { ReactNode } from 'react'
import type { CodeBlock } from '../../lib/markdown/step-document.ts'
import { hasPlaceholders } from '../../lib/markdown/placeholders.ts'
import css from './code.module.css'
import { CopyButton } from './copy-button.tsx'
import { CopyCode } from './copy-code.tsx'
import { OpenFile } from './open-file.tsx'
import { RunCommand } from './run-command.tsx'

/** A span or block of code, as its macro wants it. */
export function Code({ block, children }: { block: CodeBlock; children: ReactNode }) {
  const { verb, inline, text } = block
  const oneLine = inline && !text.includes('\n')
  if (verb === 'run') {
    const { number, target, interrupt, noNewline, controlKey } = block
    const coloured = !oneLine && !hasPlaceholders(text)
    return <RunCommand inline={inline} block={{ number, text, interrupt, noNewline, controlKey, ...(target === undefined ? {} : { target }) }}>{coloured ? children : undefined}</RunCommand>
  }
  if (verb === 'open') return <OpenFile text={text} />
  if (oneLine && verb === 'copy') return <CopyCode text={text} />
  // `{{}}` behind it switches off that a click copies it.
  if (oneLine) return <code data-copies={block.macro ? undefined : ''}>{children}</code>
  return (
    // A span, because it may stand inside a paragraph.
    <span className={css.block} data-verb={verb}>
      <span className={css.code} tabIndex={0} role="group" aria-label="Code"><code>{children}</code></span>
      <span className={css.copyPlace}><CopyButton text={text} /></span>
    </span>
  )
}
