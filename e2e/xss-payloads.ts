/** What would tell the test that it ran. */
const hit = (name: string): string => `rehearsalHit('${name.replace(/[^\w :/-]/g, '.')}')`

const tags = ['img', 'svg', 'video', 'audio', 'body', 'details open', 'input autofocus', 'select autofocus', 'textarea autofocus', 'button autofocus', 'marquee',
  'object', 'embed', 'iframe', 'a', 'div', 'table', 'math', 'form', 'x-custom', 'kbd', 'sup', 'pre class="file"', 'code', 'br']
const handlers = ['onerror', 'onload', 'onfocus', 'onmouseover', 'onclick', 'ontoggle', 'onstart', 'onanimationstart', 'onpointerdown', 'ONERROR', 'onbeforeinput']

/** Every tag gets some handlers, so that each handler is tried on several tags. */
const byHandler = tags.flatMap((tag, at) => [0, 1, 2, 3].map((more) => {
  const handler = handlers[(at + more * 3) % handlers.length] ?? 'onload'
  return `<${tag} src=x data=x href=x tabindex=1 ${handler}="${hit(`${tag} ${handler}`)}">text</${tag.split(' ')[0]}>`
}))

const schemes = ['javascript:', 'JaVaScRiPt:', ' javascript:', 'java\tscript:', 'java&#10;script:', '&#106;avascript:', '&#x6A;avascript:', 'javascript&colon;', '\u0001javascript:', 'vbscript:',
  'data:text/html,<script>', 'data:text/html;base64,PHNjcmlwdD4=', 'feed:javascript:', 'view-source:javascript:', 'blob:javascript:']

const byScheme = schemes.flatMap((scheme) => [
  `<a href="${scheme}${hit(`a ${scheme}`)}">link</a>`,
  `[link](${scheme.replace(/[\s]/g, '%09')}${hit(`md ${scheme}`)})`,
  `<img src="${scheme}${hit(`img ${scheme}`)}">`,
  `<form action="${scheme}${hit(`form ${scheme}`)}"><button>go</button></form>`,
  `<svg><a xlink:href="${scheme}${hit(`svg ${scheme}`)}"><text>x</text></a></svg>`,
])

const wholes = [
  `<script>${hit('script')}</script>`, `<SCRIPT SRC=//x.invalid/x.js></SCRIPT>`, `<scr<script>ipt>${hit('nested')}</script>`, `<<script>${hit('double')}//<</script>`,
  `<script\n>${hit('newline')}</script\n>`, `<script/x>${hit('slash')}</script>`, `<svg><script>${hit('svg script')}</script></svg>`, `<math><mtext><script>${hit('math')}</script></mtext></math>`,
  `<svg><style><img src=x onerror="${hit('svg style')}"></style></svg>`, `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${hit('mxss')}&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=${hit('noscript')}>">`, `<template><img src=x onerror=${hit('template')}></template>`, `<textarea><img src=x onerror=${hit('textarea')}></textarea>`,
  `<title><img src=x onerror=${hit('title')}></title>`, `<style>@import 'javascript:${hit('import')}';</style>`, `<style>*{background:url("javascript:${hit('css')}")}</style>`,
  `<link rel=stylesheet href="javascript:${hit('link')}">`, `<link rel=import href="data:text/html,<script>${hit('linkimport')}</script>">`, `<meta http-equiv=refresh content="0;url=javascript:${hit('meta')}">`,
  `<base href="javascript:/a/-${hit('base')}//">`, `<iframe srcdoc="<script>parent.${hit('srcdoc')}</script>"></iframe>`, `<iframe src="javascript:parent.${hit('iframe')}"></iframe>`,
  `<object data="javascript:${hit('object')}"></object>`, `<object data="data:text/html,<script>parent.${hit('object data')}</script>"></object>`, `<embed src="javascript:${hit('embed')}">`,
  `<applet code="javascript:${hit('applet')}"></applet>`, `<isindex action="javascript:${hit('isindex')}">`, `<frameset onload="${hit('frameset')}">`, `<bgsound src="javascript:${hit('bgsound')}">`,
  `<div style="background:url(javascript:${hit('style')})">x</div>`, `<div style="width:expression(${hit('expression')})">x</div>`, `<div style="behavior:url(#default)" onreadystatechange="${hit('behavior')}">x</div>`,
  `<a href="#" onclick="${hit('hash click')}">x</a>`, `<a id=defaultView><a id=defaultView name=fetch href="x:y">clobber</a>`, `<form id=document><input name=cookie><input name=body></form>`, `<img name=getElementById>`,
  `<input name=__proto__ value=x>`, `<button formaction="javascript:${hit('formaction')}">x</button>`, `<video poster="javascript:${hit('poster')}"></video>`, `<video><source onerror="${hit('source')}"></video>`,
  `<svg><animate attributeName=href values="javascript:${hit('animate')}" /></svg>`, `<svg><set attributeName=onmouseover to="${hit('set')}" /></svg>`, `<svg><use href="data:image/svg+xml,<svg id='x' onload='${hit('use')}'/>#x"></svg>`,
  `<svg><foreignObject><img src=x onerror="${hit('foreign')}"></foreignObject></svg>`, `<svg><desc><![CDATA[</desc><script>${hit('cdata')}</script>]]></svg>`, `<!--><img src=x onerror="${hit('comment')}">-->`,
  `<!-- --!><img src=x onerror="${hit('comment bang')}"> -->`, `<![CDATA[<img src=x onerror="${hit('cdata html')}">]]>`, `<?xml version="1.0"?><img src=x onerror="${hit('pi')}">`, `<!doctype x [<!entity y "<img src=x onerror=${hit('doctype')}>">]>`,
  `![x](x "onerror=${hit('md title')}")`, `![x" onerror="${hit('md alt')}](x)`, `[x]: javascript:${hit('ref')}\n\n[x]`, `<javascript:${hit('autolink')}>`, `[x](<javascript:${hit('angle')}>)`, '`<img src=x onerror=' + hit('code') + '>`{{execute}}',
  '```\n<img src=x onerror=' + hit('fence') + '>\n```{{execute}}', `<pre class="file" data-filename="x\\" onmouseover=\\"${hit('pre')}" data-target="replace">x</pre>`, '`x`{{open "><img src=x onerror=' + hit('open') + '>}}', '`x`{{execute T1"><img src=x onerror=' + hit('macro') + '>}}',
  `<details><summary onclick="${hit('summary')}">x</summary><img src=x onerror="${hit('details')}"></details>`, `| a | b |\n|---|---|\n| <img src=x onerror="${hit('table')}"> | [x](javascript:${hit('table link')}) |`,
  `[[HOST_SUBDOMAIN]]"><img src=x onerror="${hit('placeholder')}">`, `<a href="https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/' onmouseover='${hit('host')}">x</a>`, `{{TRAFFIC_HOST1_80}}"><img src=x onerror="${hit('traffic')}">`,
  `>>Q1: <img src=x onerror="${hit('quiz')}"><<\n( ) <script>${hit('quiz option')}</script>\n(*) b`, `<p title='"><img src=x onerror=${hit('quote')}>'>x</p>`, `<p/onmouseover="${hit('slash attr')}">x</p>`, `<p onmouseover\u0000="${hit('nul')}">x</p>`, `<\u0000script>${hit('nul tag')}</script>`,
  `<img src="x\` onerror=${hit('backtick')}">`, `<img src=x:x onerror\n=\n"${hit('attr newline')}">`, `<a href="https://x.invalid" target=_blank ping="javascript:${hit('ping')}">x</a>`, `<x onclick="${hit('unknown')}">unknown</x>`, `&lt;script&gt;${hit('entities')}&lt;/script&gt;`,
  `<scrIpt type=module>${hit('module')}</scrIpt>`, `<script type="text/x-template"><img src=x onerror=${hit('x template')}></script>`, `<dialog open onclose="${hit('dialog')}"></dialog>`, `<portal src="javascript:${hit('portal')}"></portal>`, `<slot onslotchange="${hit('slot')}"></slot>`,
]

/** More than two hundred ways to get code into a page through its text. */
export const xssPayloads: readonly string[] = [...byHandler, ...byScheme, ...wholes]
