import { useEffect, useState } from 'preact/hooks'
import { number, read } from '../../../kube/read.ts'
import { fetchJson } from '../../shared/http/fetch-json.ts'
import css from './toolbar.module.css'

interface Load {
  readonly running: boolean
  readonly rate: number
}

const address = '/api/load'
const mostViews = 50

/** Turns the lab's steady page views on and off, and sets how many a second there are. */
export function LoadSwitch({ tick }: { readonly tick: number }) {
  const [load, setLoad] = useState<Load>()
  const [error, setError] = useState('')

  async function ask(init?: RequestInit): Promise<void> {
    try {
      const answer = await fetchJson(address, init)
      const running = read(answer, 'running')
      if (typeof running !== 'boolean') throw new Error('This lab has no steady load.')
      setLoad({ running, rate: number(read(answer, 'rate')) })
      setError('')
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure))
    }
  }

  const change = (wanted: Partial<Load>) => void ask({ method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(wanted) })
  // Somebody else may turn it, too: the lab may be open in another tab.
  useEffect(() => void ask(), [tick])

  if (!load) return error ? <output class={css['hint']}>{error}</output> : null
  return (
    <fieldset class={css['load']} aria-label="Load">
      <button type="button" role="switch" class={css['switch']} aria-checked={load.running} aria-label="Steady load" title="Page views that keep the shop busy" onClick={() => change({ running: !load.running })}>
        <span class={css['knob']} />
        <span>Steady load</span>
      </button>
      <label class={css['rate']}>
        <input
          class="field" type="number" min={1} max={mostViews} step={1} value={load.rate} aria-label="Page views a second"
          onChange={(event) => {
            const rate = event.currentTarget.valueAsNumber
            if (rate > 0) change({ rate })
          }}
        />
        <span>views/s</span>
      </label>
      {error && <span class={css['hint']} role="alert">{error}</span>}
    </fieldset>
  )
}
