export function oneOf<const T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value) // `includes` refuses a wider type than the list's own
}
