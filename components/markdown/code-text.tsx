import { visibleControls } from './visible-controls.ts'
import css from './code.module.css'

/** Text of code, with every character that would not show drawn as a sign. */
export function CodeText({ text }: { text: string }) {
  return visibleControls(text).map((piece, index) => (
    piece.kind === 'text'
      ? piece.text
      // Pieces never change places.
      : <span key={index} className={css.control} title={piece.name}>{piece.sign}</span>
  ))
}

/** The same for one line of code that wraps: at blanks, and within a word only where it is longer than the line. */
export function CodeWords({ text }: { text: string }) {
  return text.split(/(\s+)/).map((word, index) => (
    // Words never change places.
    index % 2 === 1 ? word : <span key={index} className={css.word}><CodeText text={word} /></span>
  ))
}
