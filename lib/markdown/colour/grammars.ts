import type { LanguageInput } from 'shiki/core'

type Load = () => Promise<{ default: LanguageInput }>

/** Languages that scenarios are written about; each grammar comes in when a page first needs it. */
const grammars = {
  bash: () => import('shiki/langs/bash.mjs'),
  c: () => import('shiki/langs/c.mjs'),
  cpp: () => import('shiki/langs/cpp.mjs'),
  csharp: () => import('shiki/langs/csharp.mjs'),
  css: () => import('shiki/langs/css.mjs'),
  diff: () => import('shiki/langs/diff.mjs'),
  dockerfile: () => import('shiki/langs/dockerfile.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  groovy: () => import('shiki/langs/groovy.mjs'),
  hcl: () => import('shiki/langs/hcl.mjs'),
  html: () => import('shiki/langs/html.mjs'),
  ini: () => import('shiki/langs/ini.mjs'),
  java: () => import('shiki/langs/java.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  kotlin: () => import('shiki/langs/kotlin.mjs'),
  makefile: () => import('shiki/langs/makefile.mjs'),
  markdown: () => import('shiki/langs/markdown.mjs'),
  nginx: () => import('shiki/langs/nginx.mjs'),
  php: () => import('shiki/langs/php.mjs'),
  powershell: () => import('shiki/langs/powershell.mjs'),
  properties: () => import('shiki/langs/properties.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  ruby: () => import('shiki/langs/ruby.mjs'),
  rust: () => import('shiki/langs/rust.mjs'),
  scala: () => import('shiki/langs/scala.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
  terraform: () => import('shiki/langs/terraform.mjs'),
  toml: () => import('shiki/langs/toml.mjs'),
  typescript: () => import('shiki/langs/typescript.mjs'),
  xml: () => import('shiki/langs/xml.mjs'),
  yaml: () => import('shiki/langs/yaml.mjs'),
} as const satisfies Readonly<Record<string, Load>>

export type Grammar = keyof typeof grammars

/** Other names that authors and files use. */
const aliases: Readonly<Record<string, Grammar>> = {
  sh: 'bash', shell: 'bash', zsh: 'bash', 'shell-session': 'bash', 'c++': 'cpp', h: 'c', cc: 'cpp', cs: 'csharp', docker: 'dockerfile', golang: 'go', gradle: 'groovy', jenkinsfile: 'groovy',
  htm: 'html', conf: 'ini', cfg: 'ini', js: 'javascript', jsx: 'javascript', mjs: 'javascript', jsonc: 'json', json5: 'json', kt: 'kotlin', make: 'makefile', md: 'markdown',
  ps1: 'powershell', py: 'python', rb: 'ruby', rs: 'rust', psql: 'sql', mysql: 'sql', tf: 'terraform', ts: 'typescript', tsx: 'typescript', yml: 'yaml', svg: 'xml', pom: 'xml',
}

/** The grammar of a language's name, or of a file by the end of its name. */
export function grammarOf(name: string | undefined): Grammar | undefined {
  const plain = name?.toLowerCase() ?? ''
  if (Object.hasOwn(grammars, plain)) return plain as Grammar // it is one of the table's keys
  return Object.hasOwn(aliases, plain) ? aliases[plain] : undefined
}

export function grammarOfFile(path: string | undefined): Grammar | undefined {
  const name = path?.slice(path.lastIndexOf('/') + 1).toLowerCase() ?? ''
  return grammarOf(name) ?? grammarOf(name.slice(name.lastIndexOf('.') + 1))
}

export function loadGrammar(grammar: Grammar): Promise<{ default: LanguageInput }> {
  return grammars[grammar]()
}
