const words = new Set([
  '', '~', 'null', 'Null', 'NULL', 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON', 'n', 'N', 'no', 'No', 'NO',
  'false', 'False', 'FALSE', 'off', 'Off', 'OFF', '.nan', '.NaN', '.NAN', '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF', '-.inf', '-.Inf', '-.INF',
])

const integer = /^[-+]?(0b[01]+|0x[0-9a-fA-F]+|0o?[0-7]*|[1-9]\d*)$/
const float = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/
const base60 = /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/
const date = /^\d{4}-\d{1,2}-\d{1,2}$/
const time = /^\d{4}-\d{1,2}-\d{1,2}([Tt]|\s+)\d{1,2}:\d{1,2}:\d{1,2}(\.\d*)?\s*(Z|[-+]\d{1,2}:\d{2})?$/

/** Whether a YAML 1.1 reader would take the plain text for something else than a string, so that it needs double quotes. */
export function readsAsOtherType(text: string): boolean {
  if (words.has(text)) return true
  if (!/^[-+.\d]/.test(text)) return false
  const bare = text.replaceAll('_', '')
  return integer.test(bare) || float.test(bare) || base60.test(text) || date.test(text) || time.test(text)
}
