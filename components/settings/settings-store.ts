'use client'

import { useSyncExternalStore } from 'react'
import { defaultSettings, parseSettings, settingsKey, type Settings } from './settings.ts'

// localStorage is the store; this only remembers the parsed form of the text last seen, so that equal text is one object.
let cachedText: string | null = null
let cached: Settings = defaultSettings
const listeners = new Set<() => void>()

/** The learner's settings; the defaults while the page is rendered on the server. */
export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, readSettings, () => defaultSettings)
}

export function changeSettings(change: Partial<Settings>): void {
  const next = { ...readSettings(), ...change }
  try {
    localStorage.setItem(settingsKey, JSON.stringify(next))
  } catch {
    // Storage may be forbidden or full: the choice then lasts as long as the page.
    cached = next
  }
  applyTheme(next)
  for (const listener of listeners) listener()
}

function readSettings(): Settings {
  const text = readText()
  if (text !== cachedText) {
    cachedText = text
    cached = parseSettings(text)
  }
  return cached
}

function readText(): string | null {
  try {
    return localStorage.getItem(settingsKey)
  } catch {
    // Storage forbidden: what was set on this page stands.
    return cachedText
  }
}

function applyTheme({ theme }: Settings): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent): void => {
    if (event.key !== settingsKey) return
    applyTheme(readSettings())
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onStorage)
  }
}
