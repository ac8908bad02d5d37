import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon.tsx'
import type { Target } from '../dashboard/dashboard.ts'
import { interpolate, type Values } from '../variables/interpolate.ts'
import css from './panels.module.css'

interface PanelFrameProps {
  readonly title: string
  readonly error: string | undefined
  readonly targets: readonly Target[]
  readonly values: Values
  readonly full?: boolean
  onToggleFull?(): void
  readonly children: ComponentChildren
}

/** Title, tools and troubles around a panel. */
export function PanelFrame({ title, error, targets, values, full = false, onToggleFull, children }: PanelFrameProps) {
  const id = useId()
  const [showsQueries, setShowsQueries] = useState(false)
  return (
    <article class={css['panel']} data-panel={title} aria-labelledby={id}>
      <div>
        <header>
          <h3 id={id} title={title}>{title}</h3>
          {error !== undefined && <span class={css['error']} title={error}><Icon name="warning" size={16} /><span class="visually-hidden">{error}</span></span>}
          <div class={css['tools']}>
            <button type="button" aria-label={`Queries of ${title}`} title="Show the queries" aria-expanded={showsQueries} onClick={() => setShowsQueries(!showsQueries)}><Icon name="code" size={15} /></button>
            {onToggleFull && (
              <button type="button" aria-label={full ? `Shrink ${title}` : `Enlarge ${title}`} title={full ? 'Back to the dashboard' : 'Enlarge'} onClick={onToggleFull}>
                <Icon name={full ? 'shrink' : 'expand'} size={15} />
              </button>
            )}
          </div>
        </header>
        {showsQueries && <ol class={css['queries']}>{targets.map(({ expr }) => <li key={expr}><code>{interpolate(expr, values)}</code></li>)}</ol>}
      </div>
      {children}
    </article>
  )
}
