/** The headers of a page that runs no script and loads nothing but the icon. */
export const plainPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
}

/** A page before the door, in the player's look. `body` is HTML; text in it is escaped by whoever wrote it. */
export function plainPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>${escapeHtml(title)} · Rehearsal</title><style>
:root{color-scheme:light dark;--bg:light-dark(#f6f7f9,#0a0b0e);--raised:light-dark(#fff,#16181e);--line:light-dark(#e3e5ea,#262a33);--field:light-dark(#c9cdd6,#3a404d);--text:light-dark(#16181d,#eceef2);--soft:light-dark(#4b5160,#b3b9c6);--accent:light-dark(#4a45d1,#a3a1ff);--solid:light-dark(#4f4ad8,#5f5ae6);--over:light-dark(#423dc4,#6f6aee);--bad:light-dark(#b42332,#ff8d8d);--bad-soft:light-dark(#fdecee,#331518)}
*{box-sizing:border-box}body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:16px;font:15px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;background:var(--bg);color:var(--text)}
main{width:min(384px,100%);padding:32px;border:1px solid var(--line);border-radius:14px;background:var(--raised)}
.brand{display:flex;align-items:center;gap:10px;margin:0 0 22px;font-size:16px;font-weight:680;letter-spacing:-.015em}h1{margin:0 0 18px;font-size:23px;font-weight:720;line-height:1.25;letter-spacing:-.02em}
p{margin:0 0 18px;color:var(--soft)}label{display:block;margin:0 0 16px;font-size:14px;font-weight:600}
input{display:block;width:100%;height:42px;margin-top:6px;padding:0 12px;border:1px solid var(--field);border-radius:9px;background:transparent;color:inherit;font:inherit;font-weight:400}
button,.button{display:block;width:100%;margin-top:22px;padding:10px;border:0;border-radius:9px;background:var(--solid);color:#fff;font:inherit;font-weight:650;text-align:center;text-decoration:none;cursor:pointer}button:hover,.button:hover{background:var(--over)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}p.problem{padding:10px 12px;border-radius:9px;background:var(--bad-soft);color:var(--bad)}
</style></head><body><main><div class="brand"><img src="/icon.svg" alt="" width="28" height="28">Rehearsal</div>
<h1>${escapeHtml(title)}</h1>
${body}</main></body></html>`
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
