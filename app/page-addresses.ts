import { hasPlaceholders } from '../lib/markdown/placeholders.ts'
import type { Neighbourhood } from '../lib/scenario/read.ts'
import { resolvePath } from '../lib/scenario/repository-files.ts'
import type { Scenario } from '../lib/scenario/scenario.ts'
import { fileTypeOf } from './file-type.ts'

export interface PageAddresses {
  /** Address of a picture that the text names; undefined when there is none. */
  readonly picture: (source: string) => string | undefined
  /** Address of what the text links to; undefined when it leads nowhere. */
  readonly link: (href: string) => string | undefined
}

/** Addresses for what a page of a scenario names. `page` is the path of its markdown file. */
export function pageAddresses(scenario: Scenario, page: string, near: Neighbourhood): PageAddresses {
  const base = `/learn/${encodeURIComponent(scenario.slug)}`
  const fileAddress = (source: string): string | undefined => {
    const path = near.file(source, page)
    return path === undefined || !fileTypeOf(path) ? undefined : `${base}/files/${path.split('/').map(encodeURIComponent).join('/')}`
  }
  return {
    picture: (source) => outside(source) ?? (hasPlaceholders(source) ? source : fileAddress(source)),
    link(href) {
      const elsewhere = outside(href) ?? (hasPlaceholders(href) || /^mailto:/i.test(href) ? href : undefined)
      if (elsewhere !== undefined) return elsewhere
      const own = ownPage(scenario, near.file(href, page))
      if (own !== undefined) return `${base}${own}`
      const other = near.scenario(href, page)
      return other ? `/learn/${encodeURIComponent(other.slug)}` : fileAddress(href)
    },
  }
}

function outside(address: string): string | undefined {
  if (address.startsWith('//')) return `https:${address}`
  return /^https?:\/\//i.test(address) ? address : undefined
}

/** Where a markdown file is read as a page. */
function ownPage({ folder, intro, steps, finish }: Scenario, path: string | undefined): string | undefined {
  const is = (text: string | undefined): boolean => path !== undefined && text !== undefined && resolvePath(folder, text) === path
  const step = steps.findIndex(({ text }) => is(text))
  if (step !== -1) return `/${step + 1}`
  if (is(intro?.text)) return ''
  return is(finish?.text) ? '/finish' : undefined
}
