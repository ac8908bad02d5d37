/** The mark: a prompt in an open ring, a run that is taken again. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8.5" fill="var(--accent-solid)" />
      <path d="M24.2 12.1A9.2 9.2 0 1 0 25.2 16" stroke="#fff" strokeOpacity=".55" strokeWidth="2.2" strokeLinecap="round" />
      <path d="M25.6 8.2v4.4h-4.4" stroke="#fff" strokeOpacity=".55" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />
      <path d="m12 12.4 3.8 3.6-3.8 3.6" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M17.4 20.2h3.4" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  )
}
