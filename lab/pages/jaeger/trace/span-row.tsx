import { Icon } from '../../shared/ui/icon.tsx'
import { formatMicros } from '../model/durations.ts'
import type { Span, Tag } from '../model/trace.ts'
import css from './trace.module.css'

interface SpanRowProps {
  readonly span: Span
  /** Of the whole trace. */
  readonly duration: number
  readonly colour: string
  readonly folded: boolean
  readonly open: boolean
  readonly matches: boolean
  onFold(): void
  onOpen(): void
}

/** A span: its place in the tree at the left, its time at the right, and what is known of it when it is opened. */
export function SpanRow({ span, duration, colour, folded, open, matches, onFold, onOpen }: SpanRowProps) {
  const { service, operation, depth, descendants, failed } = span
  const [left, width] = [(100 * span.start) / duration, (100 * span.duration) / duration]
  // Short bars near the end have their duration at their left.
  const labelLeft = left + width > 82 && left > 18
  return (
    <>
      <div class={css['span']} data-span={span.id} data-matches={matches}>
        <div class={css['name']} style={{ paddingLeft: `${depth * 16 + 4}px` }}>
          {descendants > 0
            ? <button type="button" class={css['fold']} aria-expanded={!folded} aria-label={`Spans below ${service} ${operation}`} onClick={onFold}><Icon name={folded ? 'plus' : 'minus'} size={12} /></button>
            : <span class={css['leaf']} />}
          <button type="button" class={css['label']} aria-expanded={open} onClick={onOpen} style={{ borderColor: colour }} title={`${service} ${operation}`}>
            {failed && <span class={css['failed']} role="img" aria-label="error">!</span>}
            <strong>{service}</strong> <span>{operation}</span>
          </button>
        </div>
        {/* The name beside it opens the same; a second stop for the keyboard would only be in the way. */}
        <button type="button" class={css['track']} tabIndex={-1} aria-hidden="true" onClick={onOpen}>
          <span class={css['barBox']} style={{ left: `${left}%`, width: `${width}%` }}>
            <span class={css['spanBar']} style={{ background: colour }} />
            <small class={labelLeft ? css['before'] : css['after']}>{formatMicros(span.duration)}</small>
          </span>
        </button>
      </div>
      {open && <Details span={span} colour={colour} />}
    </>
  )
}

function Details({ span, colour }: { readonly span: Span; readonly colour: string }) {
  return (
    <div class={css['details']} style={{ borderColor: colour }}>
      <header><h3>{span.operation}</h3><p>Service: <b>{span.service}</b> · Duration: <b>{formatMicros(span.duration)}</b> · Start Time: <b>{formatMicros(span.start)}</b></p></header>
      <Table title="Tags" tags={span.tags} />
      <Table title="Process" tags={span.process} />
      {span.logs.map((log) => <Table key={log.at} title={`Log at ${formatMicros(log.at)}`} tags={log.fields} />)}
      <p class={css['id']}>SpanID: <code>{span.id}</code></p>
    </div>
  )
}

function Table({ title, tags }: { readonly title: string; readonly tags: readonly Tag[] }) {
  if (tags.length === 0) return null
  return (
    <table>
      <caption>{title}</caption>
      <tbody>{tags.map(({ key, value }, index) => <tr key={`${key} ${index}`}><th scope="row">{key}</th><td><code>{value}</code></td></tr>)}</tbody>
    </table>
  )
}
