import { useState } from 'preact/hooks'
import type { QueryResult, Series } from '../../shared/prometheus/client.ts'
import { seriesName } from '../../shared/prometheus/labels.ts'
import css from './result.module.css'

/** Rows drawn at first: ten thousand would freeze the page. */
const firstRows = 500

/** Elements and values of an instant query. */
export function ConsoleResult({ result }: { readonly result: QueryResult }) {
  const [whole, setWhole] = useState(false)
  const rows = result.type === 'string' ? [] : result.series
  const shown = whole ? rows : rows.slice(0, firstRows)
  if (rows.length === 0 && result.type !== 'string') return <p class={css['none']}>no data</p>
  return (
    <>
      <table class={css['console']}>
        <thead><tr><th scope="col">Element</th><th scope="col">Value</th></tr></thead>
        <tbody>
          {result.type === 'string' && <tr><td>string</td><td>{result.text}</td></tr>}
          {shown.map((series) => <Row key={seriesName(series.labels)} series={series} type={result.type} />)}
        </tbody>
      </table>
      {shown.length < rows.length && <button type="button" class="button" onClick={() => setWhole(true)}>Show all {rows.length} rows</button>}
    </>
  )
}

function Row({ series: { labels, samples }, type }: { readonly series: Series; readonly type: QueryResult['type'] }) {
  const value = samples.map(({ text, timeS }) => (type === 'matrix' ? `${text} @${timeS}` : text)).join('\n')
  return <tr><td><code>{type === 'scalar' ? 'scalar' : seriesName(labels)}</code></td><td>{value}</td></tr>
}
