import { useState } from 'preact/hooks'
import { ColourBook, seriesColour } from '../chart/palette.ts'
import { useTheme } from '../theme/use-theme.ts'
import { keyOf, serviceOf, type Graph, type GraphEdge } from './graph.ts'
import { curve, type Picture as PictureModel } from './layered.ts'
import css from './picture.module.css'

export type View = 'layers' | 'forces'

interface PictureProps {
  readonly graph: Graph
  readonly picture: PictureModel
  readonly view: View
}

/** A graph, drawn. Dots run along its edges, the more requests the more of them. */
export function Picture({ graph, picture, view }: PictureProps) {
  const theme = useTheme()
  const [colours] = useState(() => new ColourBook())
  const [hovered, setHovered] = useState<string>()
  const edges = new Map(graph.edges.map((edge) => [keyOf(edge), edge]))
  const dim = (...names: readonly string[]) => hovered !== undefined && !names.includes(hovered)
  return (
    <div class={css['frame']} ref={centre} tabIndex={0} role="group" aria-label="Graph">
      <svg class={css['picture']} viewBox={`0 0 ${picture.width} ${picture.height}`} style={{ '--natural': `${picture.width}px` }} role="img" aria-label={`${graph.nodes.length} services and ${graph.edges.length} calls between them`}>
        <defs>
          <marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0.8 10 5 0 9.200Z" class={css['arrow']} /></marker>
        </defs>
        {picture.edges.map(({ key, points, label }) => {
          const edge = edges.get(key)
          return edge && (
            <g key={key} class={css['edge']} data-edge={key} data-dim={dim(edge.source, edge.target)} data-idle={edge.rate === 0}>
              <path d={curve(points)} class={css['line']} marker-end="url(#arrow)" />
              <Dots path={curve(points)} edge={edge} colour={seriesColour(theme, colours.index(serviceOf(edge.target)))} />
              {(view === 'layers' ? edge.lines : shortLines(edge)).map((line, index) => <text key={line} x={label.x} y={label.y + 4 + (index - (edge.lines.length - 1) / 2) * 15} text-anchor="middle">{line}</text>)}
            </g>
          )
        })}
        {picture.nodes.map(({ name, x, y, width, height }) => (
          <g key={name} class={css['node']} data-node={name} data-dim={dim(name, ...graph.edges.filter(({ source, target }) => source === name || target === name).flatMap(({ source, target }) => [source, target]))} onPointerEnter={() => setHovered(name)} onPointerLeave={() => setHovered(undefined)}>
            <ellipse cx={x} cy={y} rx={width / 2} ry={height / 2} style={{ stroke: seriesColour(theme, colours.index(serviceOf(name))) }} />
            <text x={x} y={view === 'layers' ? y + 5 : y + height / 2 + 17} text-anchor="middle">{name}</text>
          </g>
        ))}
      </svg>
    </div>
  )
}

/** A picture that is wider than its frame begins in the middle, where the callers are. */
function centre(frame: HTMLDivElement | null): void {
  if (frame) frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2
}

/** Between circles there is little room: `1.04/s`. */
function shortLines({ rate }: GraphEdge): readonly string[] {
  return rate > 0 ? [`${rate.toFixed(2)}/s`] : []
}

const mostDots = 6
/** Seconds that a dot takes from one end to the other. */
const tripS = 1.8

/** Dots along an edge: one for each request a second, as far as they can be told apart. */
function Dots({ path, edge: { rate }, colour }: { readonly path: string; readonly edge: GraphEdge; readonly colour: string }) {
  const count = rate <= 0 ? 0 : Math.min(mostDots, Math.max(1, Math.round(rate)))
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <circle key={index} r="4" fill={colour} class={css['dot']} style={{ offsetPath: `path("${path}")`, animationDelay: `${(-tripS * index) / count}s`, animationDuration: `${tripS}s` }} />
      ))}
    </>
  )
}
