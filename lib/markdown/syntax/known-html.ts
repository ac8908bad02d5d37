import { htmlFlow, htmlText } from 'micromark-core-commonmark'
import { asciiAlpha, asciiAlphanumeric } from 'micromark-util-character'
import type { Construct, Extension, State, TokenizeContext } from 'micromark-util-types'
import { isBlockTag, isTag } from '../html-tags.ts'

type Accept = (name: string, bare: boolean) => boolean

/** For micromark: what looks like a tag but is none, such as `<your-name>`, stays text; a tag that is not a block starts no block. */
export const knownHtmlSyntax: Extension = {
  text: { 60: only(htmlText, 'knownHtmlText', isTag) },
  flow: { 60: only(htmlFlow, 'knownHtmlFlow', isBlockTag) },
  disable: { null: ['htmlText', 'htmlFlow'] },
}

function only(construct: Construct, name: string, accept: Accept): Construct {
  return {
    ...construct,
    name,
    tokenize(effects, ok, nok) {
      return effects.check(tagName(accept), construct.tokenize.call(this, effects, ok, nok), nok)
    },
  }
}

/** Looks at the name behind `<` without taking it. */
function tagName(accept: Accept): Construct {
  return { partial: true, tokenize }

  function tokenize(this: TokenizeContext, effects: Parameters<Construct['tokenize']>[0], ok: State, nok: State): State {
    let name = ''
    let closing = false
    return start

    function start(code: number | null): State | undefined {
      effects.enter('data')
      effects.consume(code)
      return slash
    }

    function slash(code: number | null): State | undefined {
      if (code !== 47) return first(code)
      closing = true
      effects.consume(code)
      return first
    }

    function first(code: number | null): State | undefined {
      if (code !== null && asciiAlpha(code)) return more(code)
      // Comments, declarations and instructions are none of our business here.
      return end(code, code === 33 || code === 63)
    }

    function more(code: number | null): State | undefined {
      if (code !== null && (asciiAlphanumeric(code) || code === 45)) {
        name += String.fromCharCode(code)
        effects.consume(code)
        return more
      }
      return end(code, accept(name.toLowerCase(), code === 62 && !closing))
    }

    function end(code: number | null, accepted: boolean): State | undefined {
      effects.exit('data')
      return accepted ? ok(code) : nok(code)
    }
  }
}
