'use client'

/** The editor's place; the editor itself comes as a chunk of its own. */
export function EditorPanel() {
  return null
}
