import type { Element, Root, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { describe, expect, it } from 'vitest'
import { parseStep } from './parse-step.ts'
import type { CodeBlock } from './step-document.ts'

/** A block in few words: what a click does, and exactly what with. */
function short({ verb, text, target, interrupt, noNewline, controlKey, macro, inline }: CodeBlock): string {
  const words = [verb === 'none' && macro ? 'off' : verb, target, interrupt && 'interrupt', noNewline && 'no-newline', controlKey && 'key', inline ? '' : 'block']
  return `${words.filter(Boolean).join(' ')}: ${text}`
}

function blocks(source: string, terminals: readonly string[] = []): readonly string[] {
  return parseStep(source, { terminals }).blocks.map(short)
}

/** Text of the page without its code. */
function prose(source: string): string {
  const text = (node: RootContent): string => (node.type === 'text' ? node.value : node.type === 'element' && !node.tagName.startsWith('rehearsal-') ? node.children.map(text).join('') : '')
  return parseStep(source).tree.children.map(text).join('').replaceAll(/\s+/g, ' ').trim()
}

function html(source: string): string {
  return toHtml(parseStep(source).tree)
}

const f = '```'

describe('macros', () => {
  it.each([
    ['`a`{{execute}}', 'run: a'],
    ['`a`{{exec}}', 'run: a'],
    ['`a`{{ Execute  T3 }}', 'run T3: a'],
    ['`a`{{execute T1 interrupt}}', 'run T1 interrupt: a'],
    ['`a`{{interrupt T2 exec}}', 'run T2 interrupt: a'],
    ['`a`{{execute interupt}}', 'run interrupt: a'],
    ['`a`{{execute HOST2}}', 'run HOST2: a'],
    ['`a`{{execute server}}', 'run Server: a'],
    ['`a`{{execute test-uname}}', 'run: a'],
    ['`i`{{execute no-newline}}', 'run no-newline: i'],
    ['`^C`{{execute ctrl-seq}}', 'run key: ^C'],
    ['`a`{{copy}}', 'copy: a'],
    ['`a`{{open}}', 'open: a'],
    ['`a`{{}}', 'off: a'],
    ['`a`{{exeute}}', 'off: a'],
    ['`a` {{ execute T1 }}', 'run T1: a'],
    ['`a` {{ .Values }}', 'none: a'],
    ['`a`<<execute>>', 'run: a'],
    ['`a`<<execute T2>>', 'run T2: a'],
    ['`a`<<b>>', 'none: a'],
    ['`a`{exec}', 'none: a'],
    ['`{{.Names}}`{{execute}}', 'run: {{.Names}}'],
    ['`a{{execute}}`', 'none: a{{execute}}'],
    ['``a `b` ``{{execute}}', 'run: a `b` '],
    ['```a```{{copy}}', 'copy: a'],
    ['`a \\\n  b`{{execute}}', 'run: a \\\n  b'],
    ['`while x\ndo\n  y\ndone`{{execute}}', 'run: while x\ndo\n  y\ndone'],
    ['`<tag> &amp; "q" \\n *a* _b_ [c](d)`{{execute}}', 'run: <tag> &amp; "q" \\n *a* _b_ [c](d)'],
    ['`[[ -f x ]] && echo ${i} %{http_code} {1..3}`{{execute}}', 'run: [[ -f x ]] && echo ${i} %{http_code} {1..3}'],
    ['- `a`{{execute}}', 'run: a'],
    ['> `a`{{execute}}', 'run: a'],
    ['| x |\n|---|\n| `a`{{execute}} |', 'run: a'],
    ['<p>`a`{{execute}}</p>', 'run: a'],
    ['**`a`{{execute}}**', 'run: a'],
    ['# `a`{{execute}}', 'run: a'],
  ])('%j', (source, expected) => {
    expect(blocks(source, ['Server'])).toEqual([expected])
    expect(prose(source)).not.toMatch(/execute|copy|\{\{\}\}/)
  })

  it('keeps the text around them', () => {
    expect(prose('Click `clear`{{execute T2 interrupt}}. Then go on.')).toBe('Click . Then go on.')
  })
})

describe('fences', () => {
  it.each([
    ['a macro behind the closing fence', `${f}\na\n${f}{{execute}}`, ['run block: a']],
    ['a blank before it', `${f}bash\na\n${f} {{ execute }}`, ['run block: a']],
    ['text behind it', `${f}\na\n${f}{{execute}} more`, ['run block: a']],
    ['the next line at once', `${f}\na\n${f}{{execute}}\nmore\n\n${f}\nb\n${f}{{copy}}<br>\nmore`, ['run block: a', 'copy block: b']],
    ['closed at the end of the code', `${f}\ncat <<EOF\nEOF${f}{{execute}}`, ['run block: cat <<EOF\nEOF']],
    ['in a list', `1. x\n\n   ${f}\n     a\n   b\n   ${f}{{execute}}`, ['run block:   a\nb']],
    ['in a list, four blanks', `1. x\n\n    ${f}\n    a\n    ${f}{{execute}}`, ['run block: a']],
    ['a heredoc whose end stands at the left', `- x\n\n  ${f}\n  cat <<EOF\n    a\nEOF\n  ${f}{{execute}}`, ['run block: cat <<EOF\n  a\nEOF']],
    ['in a quote', `> ${f}\n> a\n>   b\n> ${f}{{execute}}`, ['run block: a\n  b']],
    ['opened and closed at different columns', `  ${f}\na\n${f}{{execute}}`, ['run block: a']],
    ['blank lines inside', `${f}\na\n\n\nb\n${f}{{execute}}`, ['run block: a\n\n\nb']],
    ['tildes', '~~~\na\n~~~{{execute}}', ['run block: a']],
    ['four backticks around three', `\`\`\`\`\n${f}\n\`\`\`\`{{copy}}`, [`copy block: ${f}`]],
    ['never closed', `${f}\na\nb`, ['none block: a\nb']],
    ['no macro', `${f}yaml\na: 1\n${f}\n\ntext`, ['none block: a: 1']],
    ['a macro that is a template', `${f}\na\n${f}\n\n{{ .Values.x }}`, ['none block: a']],
    ['inside details', `<details>\n<summary>s</summary>\n\n${f}\na\n${f}{{execute}}\n\n</details>`, ['run block: a']],
  ])('%s', (_, source, expected) => {
    expect(blocks(source)).toEqual(expected)
  })

  it('swallow nothing that follows', () => {
    expect(prose(`${f}\na\n${f}{{execute}}\nnext line\n\n${f}\nb\n${f}{{execute}} same line\n## Heading`)).toBe('next line same line Heading')
  })

  it('tell their language and lines to highlight', () => {
    expect(parseStep(`${f}YAML{2,5-7}\na\n${f}`).blocks[0]).toMatchObject({ language: 'yaml', highlight: [2, 5, 6, 7] })
  })
})

describe('headings', () => {
  it.each([
    ['##\u00A0Start', '<h2 id="user-content-start">Start</h2>'],
    ['- #\u00A0In a list', '<h1 id="user-content-in-a-list">In a list</h1>'],
    ['> ###\u00A0In a quote `x`{{execute}}', '>In a quote <rehearsal-'],
    ['#######\u00A0Seven', '<p>#######'],
    ['```\n#\u00A0comment\n```', '#\u00A0comment'],
    ['text #\u00A0in a line', '<p>text #'],
  ])('%j, copied from a web page', (source, expected) => {
    expect(html(source)).toContain(expected)
  })
})

describe('comments', () => {
  it.each([
    ['a <!-- `b`{{execute}} --> c', 'a c'],
    [`a\n\n<!--\n${f}\nb\n${f}{{execute}}\n-->\n\nc`, 'a c'],
    ['<!-- a --> <!-- b --> c', 'c'],
    ['a\n<!-- b\nc --> d', 'a d'],
  ])('%j', (source, expected) => {
    expect(blocks(source)).toEqual([])
    expect(prose(source)).toBe(expected)
  })
})

describe('<pre class="file">', () => {
  it.each([
    ['data-filename="a" data-target="replace">\nx\n\ny', { action: 'replace', filename: 'a', text: 'x\n\ny' }],
    ['data-filename="a">x', { action: 'replace', filename: 'a', text: 'x' }],
    ['data-target="clipboard">\n&lt;a&gt; &amp;amp;', { action: 'clipboard', text: '<a> &amp;' }],
    ['\n  data-filename="a"\n  data-target="append">x', { action: 'append', filename: 'a', text: 'x' }],
    ['data-filename="a" data-target="insert" data-marker="<!-- TODO: -> -->">x', { action: 'insert', filename: 'a', marker: '<!-- TODO: -> -->', text: 'x' }],
    ['data-filename="a" data-target="insert" data-marker=\'say "hi"\'>x', { action: 'insert', filename: 'a', marker: 'say "hi"', text: 'x' }],
    ['data-filename="a" data-target="prepend">`x`{{execute}} [[y]]', { action: 'prepend', filename: 'a', text: '`x`{{execute}} [[y]]' }],
    ['>x', { action: 'show', text: 'x' }],
  ])('%j', (rest, expected) => {
    const { files, blocks: none } = parseStep(`Before.\n\n<pre class="file" ${rest}</pre>\n\nAfter.`)
    expect(files).toEqual([{ number: 0, line: 3, ...expected }])
    expect(none).toEqual([])
  })

  it('is an ordinary one without that class', () => {
    expect(parseStep('<pre data-target="clipboard">x</pre>').files).toEqual([])
    expect(html('<pre>`a`{{execute}}\n\n<b>bold</b></pre>')).toBe('<pre>`a`{{execute}}\n\n<b>bold</b></pre>')
  })
})

describe('quizzes', () => {
  it('of all kinds', () => {
    const { questions, quizzes } = parseStep('>>Q1: Exactly **this**<<\n=== a\n\n>>Contains<<\n=~= b\n=~= c\n\n>>Several<<\n[*] a\n[ ] b\n\n>>One <<\n( ) a\n(*) b\n')
    expect(quizzes).toBe(4)
    expect(questions).toEqual([
      { number: 0, line: 1, kind: 'exact', answers: ['a'] },
      { number: 1, line: 4, kind: 'contains', answers: ['b', 'c'] },
      { number: 2, line: 8, kind: 'multiple', options: [{ correct: true }, { correct: false }] },
      { number: 3, line: 12, kind: 'single', options: [{ correct: false }, { correct: true }] },
    ])
  })
})

describe('HTML', () => {
  it.each([
    ['a<br>b', '<p>a<br>b</p>'],
    ['<kbd>Ctrl</kbd>', '<p><kbd>Ctrl</kbd></p>'],
    ['use <your-name> and <port>', '<p>use &#x3C;your-name> and &#x3C;port></p>'],
    ['<script>alert(1)</script>x', /^(?!.*script).*x/s],
    ['<style>p{}</style>x', /^(?!.*p\{\}).*x/s],
    ['<img src=x onerror=alert(1)>', '<p><img src="x"></p>'],
    ['<a href="javascript:alert(1)">x</a>', '<p><a>x</a></p>'],
    ['[x](javascript:alert(1))', '<p><a>x</a></p>'],
    ['<a href=" data:text/html,x">x</a>', '<p><a>x</a></p>'],
    ['<div style="position:fixed" class="c" onclick="x" id="root">a</div>', '<div id="user-content-root">a</div>'],
    ['<span data-mark="code:0:block">x</span>', '<p><span>x</span></p>'],
    ['<rehearsal-code number="0">x</rehearsal-code>', /^(?!.*<rehearsal)/s],
    ['<svg onload=alert(1)><script>x</script></svg>', ''],
    ['<math><mi xlink:href="javascript:x">y</mi></math>', ''],
    ['<iframe src="https://a.b/c" title="Film"></iframe>', '<a href="https://a.b/c">Film</a>'],
    ['<form action="/x"><input name="a"><button>b</button></form>', /^(?!.*(?:<form|<button|name=))/s],
    ['~~a~~ ~/b ~/c', '<p><del>a</del> ~/b ~/c</p>'],
    ['root@host01 and https://example.org', '<p>root@host01 and <a href="https://example.org">https://example.org</a></p>'],
  ])('%j', (source, expected) => {
    if (typeof expected === 'string') expect(html(source).trim()).toBe(expected)
    else expect(html(source)).toMatch(expected)
  })
})

describe('too much', () => {
  it.each([
    ['a page of nothing but signs', '*a_ '.repeat(20_000), 'page-too-dense'],
    ['lists in lists', Array.from({ length: 3_000 }, (_, index) => `${'  '.repeat(index % 40)}- a`).join('\n'), 'page-too-dense'],
  ])('%s is shown as it is written', (_, source, code) => {
    const { tree, remarks } = parseStep(source)
    expect(remarks.map((remark) => remark.code)).toEqual([code])
    expect(textOf(tree)).toBe(source)
  })

  it('code does not count', () => {
    expect(parseStep(`${f}\n${'*_[]<>\n'.repeat(20_000)}${f}{{execute}}`).remarks).toEqual([])
  })
})

function textOf(tree: Root): string {
  const text = (node: RootContent): string => (node.type === 'text' ? node.value : node.type === 'element' ? (node as Element).children.map(text).join('') : '')
  return tree.children.map(text).join('')
}
