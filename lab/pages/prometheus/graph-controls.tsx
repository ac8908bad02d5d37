import { useState } from 'preact/hooks'
import { serverNow } from '../shared/http/fetch-json.ts'
import { formatDuration, parseDuration } from '../shared/time/time-range.ts'
import { Icon } from '../shared/ui/icon.tsx'
import css from './page.module.css'
import { longerRange, readMoment, shorterRange, writeMoment, type Graph } from './state/graphs.ts'

interface GraphControlsProps {
  readonly graph: Graph
  onChange(changed: Graph): void
}

/** Range, end, step and stacking of a graph; of a console only its moment. */
export function GraphControls({ graph, onChange }: GraphControlsProps) {
  const { tab, rangeMs, endMs, stepS, stacked } = graph
  const isGraph = tab === 'graph'
  const shiftMs = isGraph ? rangeMs / 2 : 60_000
  const shift = (ms: number) => onChange({ ...graph, endMs: Math.min(serverNow(), (endMs ?? serverNow()) + ms) })

  function setMoment(written: string): void {
    const { endMs: _former, ...rest } = graph
    const moment = readMoment(written)
    if (moment !== undefined) onChange({ ...rest, endMs: moment })
    else if (written.trim() === '') onChange(rest)
  }

  function setStep(written: string): void {
    const { stepS: _former, ...rest } = graph
    const step = Math.round((parseDuration(written) ?? 0) / 1000)
    onChange(step > 0 ? { ...rest, stepS: step } : rest)
  }

  return (
    <div class={css['controls']}>
      {isGraph && (
        <div class={css['group']}>
          <button type="button" class="icon-button" aria-label="Shrink the range" onClick={() => onChange({ ...graph, rangeMs: shorterRange(rangeMs) })}><Icon name="minus" size={16} /></button>
          <Field label="Range" width="4.5rem" value={formatDuration(rangeMs)} onCommit={(written) => onChange({ ...graph, rangeMs: parseDuration(written) || rangeMs })} />
          <button type="button" class="icon-button" aria-label="Grow the range" onClick={() => onChange({ ...graph, rangeMs: longerRange(rangeMs) })}><Icon name="plus" size={16} /></button>
        </div>
      )}
      <div class={css['group']}>
        <button type="button" class="icon-button" aria-label="Back in time" onClick={() => shift(-shiftMs)}><Icon name="left" size={16} /></button>
        <Field label={isGraph ? 'Until' : 'Moment'} width="11.5rem" placeholder={isGraph ? 'Until' : 'Moment'} value={endMs === undefined ? '' : writeMoment(endMs)} onCommit={setMoment} />
        {endMs !== undefined && <button type="button" class="icon-button" aria-label="Back to now" onClick={() => setMoment('')}><Icon name="close" size={16} /></button>}
        <button type="button" class="icon-button" aria-label="Forward in time" onClick={() => shift(shiftMs)}><Icon name="right" size={16} /></button>
      </div>
      {isGraph && (
        <>
          <Field label="Resolution in seconds" width="6.5rem" placeholder="Res. (s)" value={stepS === undefined ? '' : String(stepS)} onCommit={setStep} />
          <label class={css['stacked']}><input type="checkbox" checked={stacked} onChange={() => onChange({ ...graph, stacked: !stacked })} />stacked</label>
        </>
      )}
    </div>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly width: string
  readonly placeholder?: string
  onCommit(written: string): void
}

/** A field that takes effect when it is left or Enter is pressed, and shows then what was understood. */
function Field({ label, value, width, placeholder, onCommit }: FieldProps) {
  const [draft, setDraft] = useState<string>()
  const commit = () => {
    if (draft !== undefined && draft !== value) onCommit(draft)
    setDraft(undefined)
  }
  return (
    <input
      class="field" aria-label={label} placeholder={placeholder} style={{ width }} value={draft ?? value} spellcheck={false} autocomplete="off"
      onInput={(event) => setDraft(event.currentTarget.value)} onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
      }}
    />
  )
}
