/** Folder inside that every driver puts first on PATH; in the home folder, because that is writable everywhere. */
export function toolFolder(home: string): string {
  return `${home}/.rehearsal/bin`
}
