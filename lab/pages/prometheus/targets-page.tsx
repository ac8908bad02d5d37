import { read, readList, readStrings, text } from '../../kube/read.ts'
import { fetchJson, RequestError } from '../shared/http/fetch-json.ts'
import { useTicks } from '../shared/time/use-ticks.ts'
import { useLoaded } from '../shared/ui/use-loaded.ts'
import { Header } from './header.tsx'
import css from './page.module.css'

interface TargetRow {
  readonly job: string
  readonly url: string
  readonly health: string
  readonly labels: Readonly<Record<string, string>>
  readonly lastScrape: string
  readonly error: string
}

const refreshMs = 5000

/** What Prometheus scrapes, and whether it answers. */
export function TargetsPage() {
  const { count } = useTicks(refreshMs)
  const { value: targets, error } = useLoaded(String(count), loadTargets)
  const jobs = [...new Set((targets ?? []).map(({ job }) => job))]
  return (
    <>
      <Header current="targets" />
      <main class={css['main']}>
        <h1>Targets</h1>
        {error && <p class="alert" role="alert">{error}</p>}
        {targets?.length === 0 && <p class={css['hint']}>Nothing is scraped.</p>}
        {jobs.map((job) => <Job key={job} job={job} targets={(targets ?? []).filter((target) => target.job === job)} />)}
      </main>
    </>
  )
}

function Job({ job, targets }: { readonly job: string; readonly targets: readonly TargetRow[] }) {
  const up = targets.filter(({ health }) => health === 'up').length
  return (
    <section class={css['card']} aria-label={job}>
      <h2>{job} ({up}/{targets.length} up)</h2>
      <div class={css['wide']} tabIndex={0} role="group" aria-label={`Targets of ${job}`}>
        <table class={css['targets']}>
          <thead><tr>{['Endpoint', 'State', 'Labels', 'Last Scrape', 'Error'].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>
            {targets.map(({ url, health, labels, lastScrape, error }) => (
              <tr key={url}>
                <td><code>{url}</code></td>
                <td><span class={css['health']} data-health={health}>{health.toUpperCase()}</span></td>
                <td>{Object.entries(labels).map(([name, value]) => <code key={name}>{name}="{value}"</code>)}</td>
                <td>{lastScrape}</td>
                <td>{error}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

async function loadTargets(signal: AbortSignal): Promise<readonly TargetRow[]> {
  const answer = await fetchJson('/api/v1/targets', { signal })
  if (read(answer, 'status') !== 'success') throw new RequestError(text(read(answer, 'error')) || 'Prometheus answered without a result.', 400)
  return readList(answer, 'data', 'activeTargets').map((target) => {
    const scraped = Date.parse(text(read(target, 'lastScrape')))
    return {
      job: text(read(target, 'scrapePool')) || text(read(target, 'labels', 'job')),
      url: text(read(target, 'scrapeUrl')),
      health: text(read(target, 'health')),
      labels: readStrings(target, 'labels'),
      // Before the first scrape it is the year 1.
      lastScrape: scraped > 0 ? new Date(scraped).toLocaleTimeString(undefined, { hourCycle: 'h23' }) : 'never',
      error: text(read(target, 'lastError')),
    }
  })
}
