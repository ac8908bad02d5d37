import type { NextConfig } from 'next'

const config: NextConfig = {
  // Two builds at once must not write into one folder.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // A header would say once more what the first lines of the page say.
  reactMaxHeadersLength: 0,
  // `npm run check` checks the types of the whole program; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Grammars are loaded one by one from disk when a page needs them.
  serverExternalPackages: ['shiki'],
}

export default config
