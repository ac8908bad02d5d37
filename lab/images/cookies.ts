/** Value of a cookie in a `Cookie` header, decoded; undefined when absent or empty. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))
  const value = found?.slice(name.length + 1)
  return value ? decode(value) : undefined
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // A stray percent sign: the value stands for itself.
    return value
  }
}
