'use client'

import { ChevronRight, File, Folder, FolderOpen } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent } from 'react'
import type { EditorSettings } from '../../lib/scenario/scenario.ts'
import type { FileEntry } from '../../lib/protocol/events.ts'
import css from './editor.module.css'
import { isLeftOut } from './tree-filter.ts'

export interface FileTreeProps {
  /** Folder at the top, as the server takes it. */
  readonly root: string
  readonly settings: EditorSettings
  /** Counts up when files may have changed. */
  readonly version: number
  readonly front: string | undefined
  readonly list: (path: string) => Promise<readonly FileEntry[] | undefined>
  readonly onOpen: (path: string) => void
}

interface Node {
  readonly path: string
  readonly name: string
  readonly kind: FileEntry['kind']
}

/** The files of the learner's machine. Arrows walk and unfold, Enter opens. */
export function FileTree({ root, settings, version, front, list, onOpen }: FileTreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set([root]))
  const [folders, setFolders] = useState<ReadonlyMap<string, readonly Node[]>>(new Map())

  useEffect(() => {
    let stale = false
    void Promise.all([...open].map(async (folder) => [folder, await list(folder)] as const)).then((lists) => {
      if (stale) return
      setFolders((before) => new Map(lists.map(([folder, entries]) => [folder, entries ? nodesOf(root, folder, entries, settings) : (before.get(folder) ?? [])])))
    })
    return () => { stale = true }
  }, [open, version, list, root, settings])

  function toggle({ path, kind }: Node): void {
    if (kind === 'file') return onOpen(path)
    const next = new Set(open)
    if (!next.delete(path)) next.add(path)
    setOpen(next)
  }

  function press(event: KeyboardEvent<HTMLElement>, node: Node): void {
    const unfolded = open.has(node.path)
    if (event.key === 'ArrowRight' && node.kind === 'folder' && !unfolded) toggle(node)
    else if (event.key === 'ArrowLeft' && unfolded) toggle(node)
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1)
    else return
    event.preventDefault()
  }

  function rows(folder: string, level: number): readonly { readonly node: Node; readonly level: number }[] {
    return (folders.get(folder) ?? []).flatMap((node) => [{ node, level }, ...(node.kind === 'folder' && open.has(node.path) ? rows(node.path, level + 1) : [])])
  }

  const all = rows(root, 1)
  return (
    <div className={css.tree} role="tree" aria-label="Files">
      {all.map(({ node, level }, index) => {
        const unfolded = open.has(node.path)
        const Icon = node.kind === 'file' ? File : unfolded ? FolderOpen : Folder
        return (
          <button
            key={node.path} type="button" role="treeitem" aria-level={level} aria-expanded={node.kind === 'folder' ? unfolded : undefined} aria-selected={node.path === front}
            tabIndex={index === 0 ? 0 : -1} className={css.node} style={{ paddingInlineStart: 8 + (level - 1) * 14 }} onClick={() => toggle(node)} onKeyDown={(event) => press(event, node)}
          >
            {node.kind === 'folder' ? <ChevronRight size={13} className={unfolded ? css.unfolded : ''} aria-hidden="true" /> : <span className={css.noFold} />}
            <Icon size={14} aria-hidden="true" />
            <span>{node.name}</span>
          </button>
        )
      })}
      {all.length === 0 && <p className={css.emptyTree}>No files here yet.</p>}
    </div>
  )
}

function nodesOf(root: string, folder: string, entries: readonly FileEntry[], settings: EditorSettings): readonly Node[] {
  return entries
    .map(({ path, kind }): Node => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      return { name, kind, path: folder === '.' ? name : `${folder.replace(/\/$/, '')}/${name}` }
    })
    .filter(({ path }) => !isLeftOut(root === '.' ? path : path.slice(root.length + 1), settings))
    .sort((a, b) => (a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind === 'folder' ? -1 : 1))
}

function moveFocus(from: HTMLElement, by: number): void {
  const all = [...(from.parentElement?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])]
  all[all.indexOf(from) + by]?.focus()
}
