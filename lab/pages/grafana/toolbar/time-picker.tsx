import { useState } from 'preact/hooks'
import { serverNow } from '../../shared/http/fetch-json.ts'
import { describeRange, resolveRange, type TimeRange } from '../../shared/time/time-range.ts'
import { Dropdown } from '../../shared/ui/dropdown.tsx'
import { Icon } from '../../shared/ui/icon.tsx'
import css from './toolbar.module.css'

const quick = ['5m', '15m', '30m', '1h', '3h', '6h']
const refreshes: readonly (readonly [label: string, ms: number])[] = [['Off', 0], ['5s', 5000], ['10s', 10_000], ['30s', 30_000], ['1m', 60_000], ['5m', 300_000]]

interface TimePickerProps {
  readonly range: TimeRange
  readonly refreshMs: number
  onRange(range: TimeRange): void
  onRefresh(refreshMs: number): void
}

/** What time the dashboard shows, and how often it looks again. */
export function TimePicker({ range, refreshMs, onRange, onRefresh }: TimePickerProps) {
  const described = describeRange(range, serverNow())
  const every = refreshes.find(([, ms]) => ms === refreshMs)?.[0] ?? `${refreshMs / 1000}s`
  return (
    <Dropdown
      align="end" name={`Time range: ${described}, ${refreshMs === 0 ? 'no refresh' : `refresh every ${every}`}`}
      label={<><Icon name="clock" size={16} /><span>{described}</span>{refreshMs > 0 && <span class={css['every']}>every {every}</span>}<Icon name="chevron" size={14} /></>}
    >
      {(close) => (
        <div class={css['times']}>
          <section aria-label="Quick ranges">
            {quick.map((back) => {
              const one = { from: `now-${back}`, to: 'now' }
              const choose = () => {
                onRange(one)
                close()
              }
              return <button key={back} type="button" class={css['choice']} aria-pressed={range.to === 'now' && range.from === one.from} onClick={choose}>{describeRange(one, 0)}</button>
            })}
          </section>
          <div>
            <OwnRange range={range} onRange={(chosen) => { onRange(chosen); close() }} />
            <fieldset class={css['refreshes']}>
              <legend>Refresh</legend>
              {refreshes.map(([label, ms]) => <button key={label} type="button" class={css['choice']} aria-pressed={ms === refreshMs} onClick={() => onRefresh(ms)}>{label}</button>)}
            </fieldset>
          </div>
        </div>
      )}
    </Dropdown>
  )
}

function OwnRange({ range, onRange }: Pick<TimePickerProps, 'range' | 'onRange'>) {
  const [from, setFrom] = useState(written(range.from))
  const [to, setTo] = useState(written(range.to))
  const chosen = { from: stored(from), to: stored(to) }
  const valid = resolveRange(chosen, serverNow()) !== undefined
  return (
    <form class={css['own']} onSubmit={(event) => { event.preventDefault(); if (valid) onRange(chosen) }}>
      <label>From<input class="field" value={from} onInput={(event) => setFrom(event.currentTarget.value)} spellcheck={false} /></label>
      <label>To<input class="field" value={to} onInput={(event) => setTo(event.currentTarget.value)} spellcheck={false} /></label>
      <button class="button primary" type="submit" disabled={!valid}>Apply</button>
      {!valid && <p class={css['hint']}>Write <code>now-15m</code> or <code>2026-03-01 12:30:00</code>; the start lies before the end.</p>}
    </form>
  )
}

/** Milliseconds are for addresses; people get a date. */
function written(time: string): string {
  if (!/^\d+$/.test(time)) return time
  const date = new Date(Number(time))
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19).replace('T', ' ')
}

function stored(time: string): string {
  const trimmed = time.trim()
  if (!/^\d{4}-\d\d-\d\d/.test(trimmed)) return trimmed
  const ms = Date.parse(trimmed.replace(' ', 'T'))
  return Number.isNaN(ms) ? trimmed : String(ms)
}
