import { useState } from 'preact/hooks'
import { useLoaded } from '../../shared/ui/use-loaded.ts'
import { loadOperations, loadServices } from '../model/client.ts'
import { isDuration } from '../model/durations.ts'
import { parseTags, type Search } from './search-form.ts'
import css from './search.module.css'

const lookbacks: readonly (readonly [string, string])[] = [['5m', 'Last 5 Minutes'], ['15m', 'Last 15 Minutes'], ['1h', 'Last Hour'], ['2h', 'Last 2 Hours'], ['6h', 'Last 6 Hours'], ['24h', 'Last 24 Hours'], ['2d', 'Last 2 Days']]

interface SearchPanelProps {
  readonly search: Search
  readonly busy: boolean
  onSearch(search: Search): void
}

/** The form of a search. What cannot be understood is said beside its field, and nothing is sent. */
export function SearchPanel({ search, busy, onSearch }: SearchPanelProps) {
  const [draft, setDraft] = useState(search)
  const services = useLoaded('services', loadServices)
  const operations = useLoaded(draft.service === '' ? undefined : draft.service, (signal) => loadOperations(draft.service, signal))
  const set = (changed: Partial<Search>) => setDraft((before) => ({ ...before, ...changed }))

  const problems = {
    tags: parseTags(draft.tags) ? '' : 'Write pairs like http.status_code=200 error=true.',
    minDuration: isDuration(draft.minDuration) ? '' : 'Write 1.2s, 100ms or 500us.',
    maxDuration: isDuration(draft.maxDuration) ? '' : 'Write 1.2s, 100ms or 500us.',
  }
  const ready = draft.service !== '' && Object.values(problems).every((problem) => problem === '')
  // A service of a link may not have reported yet.
  const names = [...new Set([...(services.value ?? []), ...(draft.service === '' ? [] : [draft.service])])]
  const operationNames = [...new Set([...(operations.value ?? []), ...(draft.operation === '' ? [] : [draft.operation])])]

  return (
    <form
      class={css['form']} aria-label="Find traces"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onSearch(draft)
      }}
    >
      <h1>Find Traces</h1>
      <label>
        <span>Service{services.value && <small> ({services.value.length})</small>}</span>
        <select class="field" value={draft.service} onChange={(event) => set({ service: event.currentTarget.value, operation: '' })}>
          <option value="">-</option>
          {names.map((name) => <option key={name} value={name}>{name}</option>)}
        </select>
        {services.error && <small class={css['problem']}>{services.error}</small>}
      </label>
      <label>
        <span>Operation</span>
        <select class="field" value={draft.operation} disabled={draft.service === ''} onChange={(event) => set({ operation: event.currentTarget.value })}>
          <option value="">all</option>
          {operationNames.map((name) => <option key={name} value={name}>{name}</option>)}
        </select>
      </label>
      <Text wide label="Tags" value={draft.tags} placeholder="http.status_code=200 error=true" problem={problems.tags} onInput={(tags) => set({ tags })} />
      <label>
        <span>Lookback</span>
        <select class="field" value={draft.lookback} onChange={(event) => set({ lookback: event.currentTarget.value })}>
          {lookbacks.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          {!lookbacks.some(([value]) => value === draft.lookback) && <option value={draft.lookback}>Last {draft.lookback}</option>}
        </select>
      </label>
      <div class={css['pair']}>
        <Text label="Min Duration" value={draft.minDuration} placeholder="e.g. 1.2s, 100ms, 500us" problem={problems.minDuration} onInput={(minDuration) => set({ minDuration })} />
        <Text label="Max Duration" value={draft.maxDuration} placeholder="e.g. 1.2s, 100ms, 500us" problem={problems.maxDuration} onInput={(maxDuration) => set({ maxDuration })} />
      </div>
      <label>
        <span>Limit Results</span>
        <input class="field" type="number" min={1} max={1500} value={draft.limit} onInput={(event) => set({ limit: event.currentTarget.valueAsNumber || draft.limit })} />
      </label>
      <button type="submit" class="button primary" disabled={!ready} aria-busy={busy}>Find Traces</button>
    </form>
  )
}

interface TextProps {
  readonly label: string
  readonly value: string
  readonly placeholder: string
  readonly problem: string
  readonly wide?: boolean
  onInput(value: string): void
}

function Text({ label, value, placeholder, problem, wide = false, onInput }: TextProps) {
  return (
    <label class={wide ? css['wide'] : undefined}>
      <span>{label}</span>
      <input class="field" value={value} placeholder={placeholder} spellcheck={false} autocomplete="off" aria-invalid={problem !== ''} onInput={(event) => onInput(event.currentTarget.value)} />
      {problem && <small class={css['problem']}>{problem}</small>}
    </label>
  )
}
