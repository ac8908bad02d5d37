import { escapeHtml } from '../../escape-html.ts'
import { style } from './style.ts'

/** Head, bar and sign-in dialog around the main part. Nothing is loaded from elsewhere, and nothing needs a script. */
export function pageFrame({ user, main }: { readonly user?: string | undefined; readonly main: string }): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Simple Bookstore App</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header><a class="brand" href="#">BookInfo Sample</a>${account(user)}</header>
<main>${main}
</main>
${user === undefined ? signInDialog : ''}
</body>
</html>
`
}

function account(user: string | undefined): string {
  if (user === undefined) return '<button type="button" class="btn" popovertarget="login-modal">Sign in</button>'
  return `<span class="user"><b>${escapeHtml(user)}</b> ( <a href="logout">sign out</a> )</span>`
}

const signInDialog = `<div id="login-modal" popover role="dialog" aria-labelledby="login-title">
<form method="post" action="login" name="login_form">
<h2 id="login-title">Please sign in</h2>
<label for="username">User Name</label><input type="text" id="username" name="username" autocomplete="username" autocapitalize="off" required>
<label for="password">Password</label><input type="password" id="password" name="passwd" autocomplete="current-password">
<p class="actions"><button type="button" class="btn quiet" popovertarget="login-modal" popovertargetaction="hide">Cancel</button><button type="submit" class="btn">Sign in</button></p>
</form>
</div>`
