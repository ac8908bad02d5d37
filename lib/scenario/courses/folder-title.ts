import { nameOf } from '../repository-files.ts'

/** A folder's name as a title: `developing-with_quarkus` → "Developing with quarkus". One that is no word stays as it is. */
export function folderTitle(folder: string): string {
  const name = nameOf(folder)
  if (!/^[a-z\d]+(?:[-_ ]+[a-z\d]+)*$/.test(name)) return name
  const words = name.replaceAll(/[-_ ]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
