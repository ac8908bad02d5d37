/** After so long beside a machine that is ready, everything small that a click may need is fetched. */
const afterMs = 4_000

/**
 * Fetches the parts that come with a click, once the page has come to rest: a click then needs no server, which may be away for
 * the moment or hold a newer build by then. The returned function calls it off.
 */
export function preloadParts(): () => void {
  const timer = setTimeout(() => {
    void Promise.allSettled([
      import('./session-menu-items.tsx'), import('./session-question.tsx'), import('./terminal-tools-items.tsx'), import('./search-bar.tsx'), import('./link-question.tsx'),
      import('./ports-dialog.tsx'), import('./transcript-panel.tsx'), import('../settings/settings-panel.tsx'),
    ])
  }, afterMs)
  return () => clearTimeout(timer)
}
