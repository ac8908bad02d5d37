/** Where to go after signing in: a path on our own site, never an address somebody put into the link. */
export function returnPath(wanted: string | null | undefined): string {
  if (!wanted) return '/'
  // Printable ASCII without the backslash: browsers read `//host`, `/\host` and control characters as ways to leave the site.
  const safe = /^\/(?!\/)[!-[\]-~]*$/.test(wanted)
  return safe && !wanted.startsWith('/sign-') ? wanted : '/'
}
