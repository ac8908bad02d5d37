import { useEffect, useMemo } from 'preact/hooks'
import { layered } from '../shared/graph/layered.ts'
import { Picture } from '../shared/graph/picture.tsx'
import { useLoaded } from '../shared/ui/use-loaded.ts'
import { Header } from './header.tsx'
import { loadDependencies } from './model/client.ts'
import css from './page.module.css'

/** Who called whom in the traces that are kept. */
export function DependenciesPage() {
  const { value: graph, error, busy } = useLoaded('dependencies', loadDependencies)
  const picture = useMemo(() => graph && layered(graph), [graph])
  useEffect(() => {
    document.title = 'Dependencies · Jaeger'
  }, [])
  return (
    <>
      <Header current="dependencies" />
      <main class={css['main']}>
        <h1 class="visually-hidden">Dependencies</h1>
        {error && <p class="alert" role="alert">{error}</p>}
        {!error && (busy || graph?.nodes.length === 0) && <p class={css['hint']}>{busy ? 'Loading …' : 'No trace shows one service calling another.'}</p>}
        {graph && picture && graph.nodes.length > 0 && <Picture graph={graph} picture={picture} view="layers" />}
      </main>
    </>
  )
}
