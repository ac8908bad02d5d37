import { useEffect, useRef, useState } from 'preact/hooks'
import type { PrometheusClient } from '../../shared/prometheus/client.ts'
import { completionAt, rank, type Completion, type Wanted } from './completion.ts'
import { promqlNames } from './promql-names.ts'

interface Offer {
  readonly text: string
  readonly hint: string
}

export interface Offers {
  readonly completion: Completion
  readonly list: readonly Offer[]
}

interface Known {
  readonly sinceMs: number
  readonly offers: Promise<readonly Offer[]>
}

/** New metrics appear while somebody writes; not at every key. */
const freshMs = 10_000

/** What fits at a place of an expression, as far as the server knows. */
export function useOffers(client: PrometheusClient, text: string, cursor: number | undefined): Offers | undefined {
  const [offers, setOffers] = useState<Offers>()
  const knownRef = useRef(new Map<string, Known>())

  useEffect(() => {
    const completion = cursor === undefined ? undefined : completionAt(text, cursor)
    if (!completion) {
      setOffers(undefined)
      return undefined
    }
    let current = true
    const key = JSON.stringify(completion.wanted)
    const before = knownRef.current.get(key)
    const known = before && Date.now() - before.sinceMs < freshMs ? before : { sinceMs: Date.now(), offers: load(client, completion.wanted) }
    knownRef.current.set(key, known)
    known.offers.then((all) => {
      if (!current) return
      const names = rank(all.map((offer) => offer.text), completion.word)
      const byName = new Map(all.map((offer) => [offer.text, offer]))
      setOffers({ completion, list: names.flatMap((name) => byName.get(name) ?? []) })
    }, () => {
      // Without an answer there is nothing to offer; the next key asks again.
      knownRef.current.delete(key)
    })
    return () => {
      current = false
    }
  }, [client, text, cursor])

  return offers
}

async function load(client: PrometheusClient, wanted: Wanted): Promise<readonly Offer[]> {
  if (wanted.kind === 'value') return (await client.labelValues(wanted.label, wanted.metric)).map(plain)
  if (wanted.kind === 'label') return (await client.labelNames(wanted.metric)).filter((name) => name !== '__name__').map(plain)
  const [metrics, helps] = await Promise.all([client.labelValues('__name__'), client.helps().catch((): Readonly<Record<string, string>> => ({}))])
  return [
    // Parts of a histogram are described under the histogram's name.
    ...metrics.map((text) => ({ text, hint: helps[text] ?? helps[text.replace(/_(?:bucket|sum|count|total)$/, '')] ?? '' })),
    ...Object.entries(promqlNames).map(([text, hint]) => ({ text, hint })),
  ]
}

function plain(text: string): Offer {
  return { text, hint: '' }
}
