import { CommandError } from '../output.ts'

/** A repository, and the branch or tag of it that is wanted. */
export interface GitAddress {
  readonly url: string
  /** Absent: the one that the repository offers first. */
  readonly ref?: string
}

/** What git may be told to speak: nothing unencrypted, and no helper program of whoever wrote the address. */
export const gitProtocols = ['https', 'ssh', 'file'] as const

/**
 * Reads `https://…`, `ssh://…`, `file://…` or `user@host:path`, with `#branch` at its end. Undefined when it is no address.
 * @throws CommandError for an address that git must not be given
 */
export function readGitAddress(written: string): GitAddress | undefined {
  const [url = '', ref] = splitOnce(written.trim(), '#')
  const scheme = /^([a-z][a-z\d+.-]*):(?:\/\/|:)/i.exec(url)?.[1]?.toLowerCase()
  if (scheme === undefined && !/^[\w.-]+@[\w.-]+:(?!:)/.test(url)) return undefined
  if (scheme !== undefined && !(gitProtocols as readonly string[]).includes(scheme)) {
    throw new CommandError(`Expected an address that begins with ${gitProtocols.map((name) => `${name}://`).join(', ')}, got "${scheme}".`)
  }
  if (scheme !== undefined && !url.slice(scheme.length).startsWith('://')) throw new CommandError(`Expected "//" after "${scheme}:", got "${written}".`)
  // A host or path that begins with a dash would be an option of ssh or git.
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  if (/[\u0000-\u0020\u007f]/.test(url) || /(?:^|@|\/\/)-/.test(url)) throw new CommandError(`Expected the address of a repository, got "${written}".`)
  if (ref !== undefined && !/^[\w][\w./-]*$/.test(ref)) throw new CommandError(`Expected a branch or tag behind #, got "${ref}".`)
  return { url, ...(ref && { ref }) }
}

/** The address without what only its owner should see. */
export function shownAddress({ url, ref }: GitAddress): string {
  const shown = url.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1')
  return ref ? `${shown}#${ref}` : shown
}

function splitOnce(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
