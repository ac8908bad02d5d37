'use client'

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, HighlightStyle, indentOnInput, LanguageDescription, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useEffectEvent, useRef } from 'react'
import { changedPart } from './changed-part.ts'

export interface CodeMirrorProps {
  readonly path: string
  readonly text: string
  /** Counts up when `text` was changed from outside. */
  readonly revision: number
  /** Language the scenario asks for; the file's name decides when absent or unknown. */
  readonly language: string | undefined
  readonly nonce: string | undefined
  readonly onChange: (text: string) => void
}

const fromOutside = Annotation.define<boolean>()

/** A text editor for one file. Escape, then Tab, leaves it. */
export function CodeMirror({ path, text, revision, language, nonce, onChange }: CodeMirrorProps) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const first = useRef(text)
  const changed = useEffectEvent(onChange)

  useEffect(() => {
    if (!box.current) return undefined
    const grammar = new Compartment()
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(), highlightActiveLineGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(), highlightSelectionMatches(),
          search({ top: true }), keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap, ...searchKeymap]), grammar.of([]), look, syntaxHighlighting(colours),
          EditorView.cspNonce.of(nonce ?? ''), EditorView.contentAttributes.of({ 'aria-label': `Text of ${path}` }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(fromOutside))) changed(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = made
    void loadLanguage(path, language).then((support) => {
      if (support && view.current === made) made.dispatch({ effects: grammar.reconfigure(support) })
    })
    return () => {
      view.current = undefined
      made.destroy()
    }
  }, [path, language, nonce])

  const takeOver = useEffectEvent(() => {
    const editor = view.current
    const change = editor && changedPart(editor.state.doc.toString(), text)
    if (change) editor.dispatch({ changes: change, annotations: fromOutside.of(true) })
  })
  useEffect(() => takeOver(), [revision])

  return <div ref={box} style={{ display: 'contents' }} />
}

/** Grammars are chunks of their own; only the one that is needed comes in. */
async function loadLanguage(path: string, wanted: string | undefined) {
  const { languages } = await import('@codemirror/language-data')
  const name = path.slice(path.lastIndexOf('/') + 1)
  const found = LanguageDescription.matchFilename(languages, name) ?? (wanted ? LanguageDescription.matchLanguageName(languages, wanted) : undefined)
  return found?.load()
}

const look = EditorView.theme({
  '&': { flex: '1', minHeight: '0', minWidth: '0', backgroundColor: 'var(--bg)', color: 'var(--code-text)', fontSize: '13.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: 'var(--bg)', color: 'var(--text-faint)', border: '0', paddingInlineEnd: '6px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--bg-sunken)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)' },
  '.cm-panels': { backgroundColor: 'var(--bg-sunken)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--warn) 35%, transparent)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--bg-active)' },
})

const colours = HighlightStyle.define([
  { tag: [tags.comment, tags.meta], color: 'var(--tok-comment)' },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--tok-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--tok-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--tok-number)' },
  { tag: [tags.function(tags.variableName), tags.tagName, tags.heading], color: 'var(--tok-function)' },
  { tag: [tags.propertyName, tags.attributeName, tags.typeName, tags.className], color: 'var(--tok-constant)' },
  { tag: [tags.punctuation, tags.operator], color: 'var(--tok-punctuation)' },
  { tag: tags.heading, fontWeight: '650' },
  { tag: tags.link, textDecoration: 'underline' },
])
