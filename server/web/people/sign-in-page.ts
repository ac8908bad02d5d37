export interface SignInForm {
  readonly to: string
  readonly name: string
  /** A sentence about what went wrong the last time. */
  readonly problem?: string
}

/** The page on which a class types its access code. It needs no script and nothing from elsewhere. */
export function signInPage({ to, name, problem }: SignInForm): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · Rehearsal</title><style>
:root{color-scheme:light dark;--line:light-dark(#d4d4d8,#3f3f46);--accent:light-dark(#0f766e,#2dd4bf);--ink:light-dark(#fff,#042f2e);--bad:light-dark(#b91c1c,#fca5a5)}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;background:light-dark(#fafafa,#0c0c0f);color:light-dark(#18181b,#f4f4f5)}
main{width:min(22rem,100vw - 2rem)}h1{font-size:1.375rem;margin:0 0 1.25rem}label{display:block;font-weight:600;font-size:.875rem;margin:0 0 1rem}
input{display:block;width:100%;margin-top:.25rem;padding:.6rem .75rem;font:inherit;border:1px solid var(--line);border-radius:.5rem;background:light-dark(#fff,#18181b);color:inherit}
button{width:100%;padding:.65rem;font:inherit;font-weight:600;border:0;border-radius:.5rem;background:var(--accent);color:var(--ink);cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}.problem{color:var(--bad);margin:0 0 1rem}
</style></head><body><main><h1>Sign in to Rehearsal</h1>
${problem ? `<p class="problem" role="alert">${escape(problem)}</p>` : ''}
<form method="post" action="/sign-in"><input type="hidden" name="to" value="${escape(to)}">
<label>Your name<input name="name" value="${escape(name)}" autocomplete="name" maxlength="80" required autofocus></label>
<label>Access code<input name="code" type="password" autocomplete="off" maxlength="200" required></label>
<button>Sign in</button></form></main></body></html>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
