/** What `$((…))` comes to: whole numbers, variables, `+ - * / %`, comparisons and parentheses. Undefined where it is no such thing. */
export function evaluateSum(text: string, variable: (name: string) => string): number | undefined {
  const tokens = text.match(/\d+|[A-Za-z_]\w*|[<>=!]=|[-+*/%()<>]|\S/g) ?? []
  let at = 0
  const levels: readonly (readonly string[])[] = [['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']]

  function level(depth: number): number | undefined {
    const operators = levels[depth]
    if (!operators) return single(depth)
    let left = level(depth + 1)
    for (let operator = tokens[at]; operator !== undefined && operators.includes(operator); operator = tokens[at]) {
      at += 1
      const right = level(depth + 1)
      if (left === undefined || right === undefined) return undefined
      left = apply(operator, left, right)
    }
    return left
  }

  function single(depth: number): number | undefined {
    if (depth > 60) return undefined
    const token = tokens[at]
    at += 1
    if (token === undefined) return undefined
    if (token === '-' || token === '+') {
      const value = single(depth + 1)
      return value === undefined ? undefined : token === '-' ? -value : value
    }
    if (token === '(') {
      const value = at > 1000 ? undefined : level(0)
      at += 1
      return tokens[at - 1] === ')' ? value : undefined
    }
    if (/^\d+$/.test(token)) return Number(token)
    return /^[A-Za-z_]\w*$/.test(token) ? Math.trunc(Number(variable(token)) || 0) : undefined
  }

  const value = level(0)
  return at >= tokens.length && value !== undefined && Number.isFinite(value) ? value : undefined
}

function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+': return left + right
    case '-': return left - right
    case '*': return left * right
    case '/': return Math.trunc(left / right)
    case '%': return left % right
    case '<': return Number(left < right)
    case '>': return Number(left > right)
    case '<=': return Number(left <= right)
    case '>=': return Number(left >= right)
    case '==': return Number(left === right)
    default: return Number(left !== right)
  }
}
