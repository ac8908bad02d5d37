import { useId, useMemo, useState } from 'preact/hooks'
import { Icon } from '../shared/ui/icon.tsx'
import type { Panel, Row as RowModel } from './dashboard/dashboard.ts'
import { GraphPanel } from './panels/graph-panel.tsx'
import { StatPanel } from './panels/stat-panel.tsx'
import css from './page.module.css'
import type { Values } from './variables/interpolate.ts'

interface RowProps {
  readonly row: RowModel
  readonly values: Values
  /** The value that this row repeats for; its title. */
  readonly repeated?: string
}

/** Panels side by side. A row that repeats for a service carries its name and folds away. */
export function Row({ row, values, repeated }: RowProps) {
  const id = useId()
  const [folded, setFolded] = useState(false)
  const [full, setFull] = useState<string>()
  const own = useMemo(() => (repeated !== undefined && row.repeat ? { ...values, [row.repeat]: [repeated] } : values), [row, values, repeated])
  const panels = row.panels.filter(({ title }) => full === undefined || title === full)
  const columns = panels.length === 1 ? css['one'] : panels.length === 2 ? css['two'] : panels.every(({ kind }) => kind === 'stat') ? css['numbers'] : css['four']
  const grid = (
    <div class={`${css['grid'] ?? ''} ${columns ?? ''}`} id={id} hidden={folded}>
      {panels.map((panel) => <AnyPanel key={panel.title} panel={panel} values={own} full={full === panel.title} onToggleFull={() => setFull(full === panel.title ? undefined : panel.title)} />)}
    </div>
  )
  if (repeated === undefined) return <section class={css['row']} aria-label={row.heading ?? row.panels[0]?.title}>{grid}</section>
  return (
    <section class={css['row']} id={rowId(repeated)} data-service={repeated} aria-label={repeated}>
      <h2 class={css['service']}>
        <button type="button" aria-expanded={!folded} aria-controls={id} onClick={() => setFolded(!folded)}><Icon name={folded ? 'right' : 'chevron'} size={16} />{repeated}</button>
      </h2>
      {grid}
    </section>
  )
}

/** Where links lead to. */
export function rowId(repeated: string): string {
  return `row-${repeated}`
}

interface AnyPanelProps {
  readonly panel: Panel
  readonly values: Values
  readonly full: boolean
  onToggleFull(): void
}

function AnyPanel({ panel, values, full, onToggleFull }: AnyPanelProps) {
  if (panel.kind === 'graph') return <GraphPanel panel={panel} values={values} full={full} onToggleFull={onToggleFull} />
  if (panel.kind === 'stat') return <StatPanel panel={panel} values={values} />
  return (
    <div class={css['about']}>
      <strong>{panel.title}</strong>
      {panel.paragraphs.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
    </div>
  )
}
