'use client'

import { useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import css from './split-pane.module.css'

export interface SplitPaneProps {
  readonly orientation: 'horizontal' | 'vertical'
  /** What the divider is called: "Resize steps and workspace". */
  readonly label: string
  /** Share of the first side in percent. */
  readonly initial: number
  readonly smallest?: number
  readonly largest?: number
  /** Called when a drag or a key has ended. */
  readonly onChange?: (share: number) => void
  readonly first: ReactNode
  /** Without it the first side has all the room, and keeps its place in the tree when it comes. */
  readonly second?: ReactNode
}

const step = 2
const bigStep = 10

/** Two sides and a divider that mouse, finger and keyboard can move. */
export function SplitPane({ orientation, label, initial, smallest = 20, largest = 80, onChange, first, second }: SplitPaneProps) {
  const [share, setShare] = useState(initial)
  const [dragging, setDragging] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const firstId = useId()
  const horizontal = orientation === 'horizontal'
  const clamp = (value: number): number => Math.min(largest, Math.max(smallest, Math.round(value * 10) / 10))

  function drag(event: PointerEvent): void {
    const frame = box.current?.getBoundingClientRect()
    if (!dragging || !frame) return
    setShare(clamp(horizontal ? ((event.clientX - frame.left) / frame.width) * 100 : ((event.clientY - frame.top) / frame.height) * 100))
  }

  function release(): void {
    if (!dragging) return
    setDragging(false)
    onChange?.(share)
  }

  function set(value: number): void {
    setShare(clamp(value))
    onChange?.(clamp(value))
  }

  function press(event: KeyboardEvent): void {
    const by = event.shiftKey ? bigStep : step
    const moves: Readonly<Record<string, number>> = {
      [horizontal ? 'ArrowLeft' : 'ArrowUp']: share - by, [horizontal ? 'ArrowRight' : 'ArrowDown']: share + by,
      Home: smallest, End: largest, Enter: initial,
    }
    const next = moves[event.key]
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }

  return (
    <div ref={box} className={`${css.split} ${horizontal ? css.horizontal : css.vertical} ${dragging ? css.dragging : ''} ${second ? '' : css.alone}`} style={{ '--split': share }}>
      <div className={css.side} id={firstId}>{first}</div>
      {second && <div
        className={css.divider}
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={horizontal ? 'vertical' : 'horizontal'}
        aria-controls={firstId}
        aria-valuenow={Math.round(share)}
        aria-valuemin={smallest}
        aria-valuemax={largest}
        onKeyDown={press}
        onDoubleClick={() => set(initial)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDragging(true)
        }}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={release}
      />}
      {second && <div className={css.side}>{second}</div>}
    </div>
  )
}
