/** A folder `_es` mirrors the tree around it in another language. */
const pattern = /^_([a-z]{2}(?:-[A-Za-z]{2,4})?)$/

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
export const defaultLanguage = 'en'

/** The language that a folder's name stands for: `_es`, `_pt-BR`; undefined for every other folder. */
export function languageOf(name: string): string | undefined {
  const code = pattern.exec(name)?.[1]
  return code !== undefined && names.of(code) !== undefined ? code : undefined
}

/** The language of a folder, and the same place in the tree that it mirrors. */
export function placeOf(folder: string): { readonly language: string; readonly mirrored: string } {
  let language = defaultLanguage
  const kept = folder.split('/').filter((name) => {
    const found = languageOf(name)
    language = found ?? language
    return found === undefined
  })
  return { language, mirrored: kept.join('/') }
}
