import { createHighlighterCore, type HighlighterCore, type ThemedToken } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { loadGrammar, type Grammar } from './grammars.ts'
import { kindTheme } from './theme.ts'

/** A line longer than this is nobody's code to read, and costs its square. */
const maxLineLength = 1_000
/** What a hard line may take before it stays plain. */
const maxLineMs = 1_000

let making: Promise<HighlighterCore> | undefined
const loading = new Map<Grammar, Promise<void>>()

/** The words of a code, line by line. */
export async function tokensOf(code: string, grammar: Grammar): Promise<readonly (readonly ThemedToken[])[]> {
  // Patterns that the browser's own engine cannot express are left out: a word less has a colour.
  making ??= createHighlighterCore({ themes: [kindTheme], langs: [], engine: createJavaScriptRegexEngine({ forgiving: true }) })
  const highlighter = await making
  const tokenise = () => highlighter.codeToTokensBase(code, { lang: grammar, theme: 'kinds', tokenizeMaxLineLength: maxLineLength, tokenizeTimeLimit: maxLineMs })
  // The first code pays for the patterns that it needs, which would count against its lines.
  const load = loading.get(grammar) ?? loadGrammar(grammar).then(({ default: language }) => highlighter.loadLanguage(language)).then(() => void tokenise())
  loading.set(grammar, load)
  await load
  return tokenise()
}
