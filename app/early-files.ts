/** Addresses of files that a step needs and Next names too late. The server that starts the pages knows them from the build; in development there are none. */
export function earlyFiles(): readonly string[] {
  return process.env.REHEARSAL_EARLY_FILES?.split(' ').filter((address) => address !== '') ?? []
}
