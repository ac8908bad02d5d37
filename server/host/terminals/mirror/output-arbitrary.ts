import fc from 'fast-check'

const number = fc.integer({ min: 1, max: 12 })
const text = fc.oneof(
  fc.constantFrom('hello', 'a', ' ', '  ', 'x y z', '0123456789abcdef', 'é', 'ñandú', '日本', '語', '🚀', 'e\u0301', '—', '“q”', '한국어', 'lqqk'),
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '漢', 'ü', '-'), minLength: 1, maxLength: 30 }),
)
const looks = fc.constantFrom('', '0', '1', '2', '3', '4', '4:3', '7', '8', '9', '22', '24', '31', '42', '97', '104', '38;5;200', '48;5;33', '38;2;1;2;3', '48;2;9;8;7', '58:5:3', '49', '39', '53', '1;31;44')
  .map((codes) => `\u001B[${codes}m`)
const move = fc.oneof(
  fc.tuple(number, number).map(([row, column]) => `\u001B[${row};${column}H`),
  fc.tuple(number, fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'd')).map(([count, final]) => `\u001B[${count}${final}`),
)
const edit = fc.oneof(
  fc.tuple(fc.constantFrom('', '1', '2', '3'), fc.constantFrom('J', 'K')).map(([part, final]) => `\u001B[${part}${final}`),
  fc.tuple(number, fc.constantFrom('L', 'M', '@', 'P', 'X', 'S', 'T', 'b', 'Z', 'I')).map(([count, final]) => `\u001B[${count}${final}`),
)
const control = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', '\b', '\t', '\u001BM', '\u001BD', '\u001BE', '\u001B7', '\u001B8', '\u001BH', '\u001B[3g', '\u000E', '\u000F',
  '\u001B(0', '\u001B(B', '\u001B)0', '\u001BA', '\u001B=', '\u001B>', '\u001B[!p')
const modes = fc.tuple(fc.constantFrom('1', '6', '7', '25', '45', '47', '1047', '1049', '1000', '1002', '1003', '1004', '1006', '2004'), fc.constantFrom('h', 'l')).map(([mode, on]) => `\u001B[?${mode}${on}`)
const other = fc.oneof(
  fc.constantFrom('\u001B[4h', '\u001B[4l', '\u001B[r', '\u001B[5 q', '\u001B[2 q', '\u001B]2;a title\u0007', '\u001B]8;;http://a.example/b\u0007', '\u001B]8;;\u0007', '\u001B]133;A\u0007'),
  fc.tuple(number, number).map(([top, height]) => `\u001B[${top};${top + height}r`),
)

// Left out: DECALN (ESC # 8), whose cells share their looks with what is printed next in xterm.js, and change with it.
/** A piece of what programs print: text of all widths, looks, movements, edits, modes, both buffers. */
export const outputPiece: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: text }, { weight: 3, arbitrary: looks }, { weight: 3, arbitrary: move }, { weight: 2, arbitrary: edit },
  { weight: 6, arbitrary: control }, { weight: 1, arbitrary: modes }, { weight: 1, arbitrary: other },
)

export const output: fc.Arbitrary<string> = fc.array(outputPiece, { maxLength: 40 }).map((pieces) => pieces.join(''))
