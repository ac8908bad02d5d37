export type ErrorPageKind = 'ended' | 'nobody'

interface ErrorText {
  readonly status: number
  readonly title: string
  readonly text: string
  /** Whether the page asks again by itself: a program that has just been started may need a moment. */
  readonly retry: boolean
}

const texts: Record<ErrorPageKind, (port: number) => ErrorText> = {
  ended: () => ({
    status: 404,
    title: 'Nothing is here',
    text: 'This page belonged to a session that has ended, or its address is not complete. Open it again from the scenario.',
    retry: false,
  }),
  nobody: (port) => ({
    status: 502,
    title: `Nothing listens on port ${port} yet`,
    text: 'Start the program in the terminal; this page looks again every two seconds.',
    retry: true,
  }),
}

/** A page of ours in place of one that is not there. */
export function errorPage(kind: ErrorPageKind, port = 0): { readonly status: number; readonly html: string } {
  const { status, title, text, retry } = texts[kind](port)
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${retry ? '<meta http-equiv="refresh" content="2">' : ''}
<title>${title}</title><style>
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}
main{max-width:30rem;padding:2rem}h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:0;opacity:.75}
</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`
  return { status, html }
}
