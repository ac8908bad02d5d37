import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PrometheusClient } from '../../shared/prometheus/client.ts'
import { accept } from './completion.ts'
import css from './expression-box.module.css'
import { useOffers, type Offers } from './use-offers.ts'

interface ExpressionBoxProps {
  readonly client: PrometheusClient
  readonly value: string
  onInput(value: string): void
  onExecute(): void
}

/** Where an expression is written: Enter executes, Shift+Enter breaks the line, Tab or Enter takes what is offered. */
export function ExpressionBox({ client, value, onInput, onExecute }: ExpressionBoxProps) {
  const id = useId()
  const boxRef = useRef<HTMLTextAreaElement>(null)
  const cursorRef = useRef<number | undefined>(undefined)
  const [cursor, setCursor] = useState<number>()
  const [asked, setAsked] = useState(false)
  const [marked, setMarked] = useState(-1)
  const offers = useOffers(client, value, cursor)
  const list = offers?.list ?? []
  const open = cursor !== undefined && offers !== undefined && (asked || isWelcome(offers))

  useLayoutEffect(() => {
    const box = boxRef.current
    if (!box) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight + 2}px`
    if (cursorRef.current !== undefined) box.setSelectionRange(cursorRef.current, cursorRef.current)
    cursorRef.current = undefined
  }, [value])
  useEffect(() => setMarked(-1), [offers])
  useEffect(() => document.getElementById(`${id}-${marked}`)?.scrollIntoView({ block: 'nearest' }), [id, marked])

  function take(index: number): void {
    const offer = list[index]
    if (!offers || !offer) return
    const accepted = accept(value, offers.completion, offer.text)
    cursorRef.current = accepted.cursor
    setCursor(undefined)
    onInput(accepted.text)
    boxRef.current?.focus()
  }

  function press(event: KeyboardEvent): void {
    if (event.key === ' ' && event.ctrlKey) {
      setAsked(true)
      setCursor(boxRef.current?.selectionStart)
    } else if (open && event.key === 'ArrowDown') setMarked((marked + 1) % list.length)
    else if (open && event.key === 'ArrowUp') setMarked(marked <= 0 ? list.length - 1 : marked - 1)
    else if (open && event.key === 'Tab' && !event.shiftKey) take(Math.max(0, marked))
    else if (open && event.key === 'Enter' && marked >= 0) take(marked)
    else if (open && event.key === 'Escape') setCursor(undefined)
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) execute()
    else return
    event.preventDefault()
  }

  function execute(): void {
    setCursor(undefined)
    onExecute()
  }

  return (
    <div class={css['box']}>
      <textarea
        ref={boxRef} class={`field ${css['text'] ?? ''}`} rows={1} value={value} aria-label="Expression" placeholder="Expression (press Shift+Enter for newlines)"
        aria-autocomplete="list" {...(open ? { 'aria-controls': `${id}-list` } : {})} {...(open && marked >= 0 ? { 'aria-activedescendant': `${id}-${marked}` } : {})}
        spellcheck={false} autocapitalize="off" autocomplete="off" autocorrect="off"
        onInput={(event) => {
          setAsked(false)
          setCursor(event.currentTarget.selectionStart)
          onInput(event.currentTarget.value)
        }}
        onKeyDown={press} onBlur={() => setCursor(undefined)} onClick={() => setCursor(undefined)}
      />
      {open && (
        <div id={`${id}-list`} role="listbox" class={css['offers']} aria-label="Completions">
          {list.map(({ text, hint }, index) => (
            <div
              key={text} id={`${id}-${index}`} role="option" tabIndex={-1} aria-selected={index === marked} class={css['offer']}
              // Before the box loses the focus, and with it the list.
              onPointerDown={(event) => {
                event.preventDefault()
                take(index)
              }}
            >
              <code>{text}</code>{hint && <span>{hint}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** Offers that come unasked: not every name there is at every space, and none of a word that is written out. */
function isWelcome({ completion: { wanted, word }, list }: Offers): boolean {
  if (list.length === 0 || (word === '' && wanted.kind === 'name')) return false
  return !(list.length === 1 && list[0]?.text === word)
}
