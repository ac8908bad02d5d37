import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const prompt = 'READY$ '
/** Marks around a command's output. A shell's own echo of the command never holds them. */
export const begin = '\u0001BEGIN\u0001'
export const end = '\u0002END\u0002'
export const floodCommand = 'yes 0123456789012345678901234567890123456789'
export const unicodeLine = '|— “ab” … › 日本 🚀 é|'

/** The shell that every peer runs, and the text it prints. `expected` is what a terminal must deliver of that text. */
export function makeFixture({ mib }) {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-bench-'))
  const text = makeText(mib * 1024 * 1024)
  const [textFile, rc, shell] = ['text.txt', 'bench.rc', 'bench-shell'].map((name) => join(folder, name))
  writeFileSync(textFile, text)
  writeFileSync(rc, [
    `PS1='${prompt}'`, 'HISTFILE=', 'unset PROMPT_COMMAND', "bind 'set enable-bracketed-paste off'",
    String.raw`between(){ printf '\001BEGIN\001'; "$@"; printf '\002END\002'; }`,
    `bench_cat(){ between cat '${textFile}'; }`,
    'ticks(){ for ((i = 1; i <= $1; i++)); do echo "tick $i."; sleep 0.05; done; }',
    'bench_ticks(){ between ticks "$1"; }',
    `bench_lines(){ between head -n "$1" '${textFile}'; }`,
    'bench_show(){ seq 1 "$1"; echo "<<E""ND$1>>"; }',
    `bench_unicode(){ yes '${unicodeLine}' | head -n "$1"; echo "<<E""ND$1>>"; }`,
    '',
  ].join('\n'))
  writeFileSync(shell, `#!/bin/bash\nexport TERM=xterm-256color LANG=C.UTF-8 LC_ALL=C.UTF-8\ncd '${folder}'\nexec /bin/bash --noprofile --rcfile '${rc}' -i\n`, { mode: 0o755 })
  // The terminal makes \r\n of each \n.
  const delivered = Buffer.from(text.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
  return {
    folder, shell, rc, expected: { bytes: delivered.length, sha1: createHash('sha1').update(delivered).digest('hex') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

// Lines as a learner might see in a log, one in eight with characters of several bytes.
function makeText(bytes) {
  const lines = Array.from({ length: 4_096 }, (_, at) => {
    const words = Array.from({ length: 4 + (at * 7) % 9 }, (_unused, word) => ['pod', 'scheduled', 'sha256:7d865e959b2466918c', 'eth0', 'INFO', '/var/log'][(at * 31 + word * 17) % 6])
    return `2026-01-01T00:${String(at % 60).padStart(2, '0')}:00Z ${words.join(' ')}${at % 8 === 0 ? ' naïve — 日本語 проверка 🚀' : ''}\n`
  })
  const block = Buffer.from(lines.join(''))
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / block.length) }, () => block))
}
