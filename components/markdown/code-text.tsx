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
