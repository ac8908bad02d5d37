const units: Readonly<Record<string, number>> = {
  n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40,
}

/** Reads `250m`, `64Mi`, `2`; 0 for what is none. */
export function readQuantity(text: string): number {
  const [, amount = '', unit = ''] = /^([\d.]+)([a-zA-Z]*)$/.exec(text) ?? []
  return amount === '' ? 0 : Number(amount) * (units[unit] ?? 0)
}

/** Cores as `142m`. */
export function milliText(cores: number): string {
  return `${Math.ceil(cores * 1000 - 1e-9)}m`
}

/** Bytes as `64Mi`. */
export function mebiText(bytes: number): string {
  return `${Math.floor(bytes / 2 ** 20)}Mi`
}
