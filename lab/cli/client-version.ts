/** What these programs say they are: the kubectl whose words and forms they follow. */
export const clientVersion = {
  major: '1', minor: '20', gitVersion: 'v1.20.0+rehearsal', gitCommit: '', gitTreeState: 'clean', buildDate: '2024-01-01T00:00:00Z', goVersion: 'none', compiler: 'esbuild',
  platform: `${process.platform}/${process.arch === 'x64' ? 'amd64' : process.arch}`,
} as const
