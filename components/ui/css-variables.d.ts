import 'react'

declare module 'react' {
  interface CSSProperties {
    // Our own properties, as `--split`.
    [property: `--${string}`]: string | number | undefined
  }
}
