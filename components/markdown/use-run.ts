'use client'

import { useCallback, useEffect, useRef, useState, type MouseEvent } from 'react'
import type { CodeBlock } from '../../lib/markdown/step-document.ts'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { blockKey, type BlockState, type SessionState } from '../session/session-state.ts'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import { useSubstituted } from './use-substituted.ts'

/** What a block that can be run shows. */
export type RunState = { readonly kind: 'idle' | 'waiting' | 'asking' } | { readonly kind: BlockState['status']; readonly exitCode?: number | undefined }

/** A click this soon after the last is more likely a slip than a wish. */
const againMs = 3_000

export interface Run {
  readonly state: RunState
  /** What is typed, placeholders replaced. */
  readonly text: string
  /** Whether the learner ran it since this page came up. */
  readonly clicked: boolean
  readonly click: (event: MouseEvent) => void
}

/** Runs a block in its terminal on a click of the learner's own. */
export function useRun(block: RunnableBlock): Run {
  const client = useSessionClient()
  const { page, showTerminal } = useWorkspace()
  const text = useSubstituted(block.text)
  const key = blockKey({ page, block: block.number })
  const told = useSession(useCallback((session: SessionState) => session.blocks[key], [key]))
  const [clicked, setClicked] = useState(false)
  const [moment, setMoment] = useState<'waiting' | 'asking'>()
  const last = useRef(Number.NEGATIVE_INFINITY)

  useEffect(() => {
    if (moment !== 'asking') return undefined
    const timer = setTimeout(() => setMoment(undefined), againMs)
    return () => clearTimeout(timer)
  }, [moment])

  async function run(byKeyboard: boolean): Promise<void> {
    last.current = performance.now()
    setClicked(true)
    setMoment('waiting')
    const { target, interrupt, noNewline, controlKey, number } = block
    const result = await client.run({ text, interrupt, noNewline, controlKey, page, block: number, ...(target === undefined ? {} : { target }) })
    setMoment(undefined)
    // Who presses keys reads on from here; who points goes on in the terminal. A phone's keyboard stays folded.
    if (result) showTerminal(result.terminal, { focus: !byKeyboard && matchMedia('(pointer: fine)').matches })
  }

  function click(event: MouseEvent): void {
    if (!event.nativeEvent.isTrusted || moment === 'waiting') return
    if (moment !== 'asking' && performance.now() - last.current < againMs) setMoment('asking')
    else void run(event.detail === 0)
  }

  return { state: moment ? { kind: moment } : stateOf(told), text, clicked, click }
}

/** The part of a block that a click sends. */
export type RunnableBlock = Pick<CodeBlock, 'number' | 'text' | 'target' | 'interrupt' | 'noNewline' | 'controlKey'>

function stateOf(told: BlockState | undefined): RunState {
  if (!told) return { kind: 'idle' }
  return told.status === 'running' ? { kind: 'running' } : { kind: told.status, exitCode: told.exitCode }
}
