import { escapeHtml, plainPage } from './plain-page.ts'

export interface SignInForm {
  readonly to: string
  readonly name: string
  /** A sentence about what went wrong the last time. */
  readonly problem?: string
}

/** The page on which a class types its access code. */
export function signInPage({ to, name, problem }: SignInForm): string {
  return plainPage('Sign in', `${problem ? `<p class="problem" role="alert">${escapeHtml(problem)}</p>` : '<p>You need the access code of your class.</p>'}
<form method="post" action="/sign-in"><input type="hidden" name="to" value="${escapeHtml(to)}">
<label>Your name<input name="name" value="${escapeHtml(name)}" autocomplete="name" maxlength="80" required autofocus></label>
<label>Access code<input name="code" type="password" autocomplete="off" maxlength="200" required></label>
<button>Sign in</button></form>`)
}
