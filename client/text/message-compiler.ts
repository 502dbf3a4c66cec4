import type { MessageCompiler, MessageContext } from 'vue-i18n'

type Part = (values: MessageContext) => string

/**
 * What our texts use of vue-i18n's message format: `{name}`, `{'as it stands'}` and ` | ` between singular and plural. The
 * library's own compiler knows more and would be a sixth of what a citizen's first page fetches beside Vue.
 * A test compares both over every sentence of the product.
 */
export const compileMessage: MessageCompiler = (source) => {
  const cases = typeof source === 'string' ? source.split('|').map((one) => partsOf(one.trim())) : []
  return (values: MessageContext) => {
    const said = cases.map((parts) => parts.map((part) => part(values)).join(''))
    return said.length > 1 ? values.plural(said) : (said[0] ?? '')
  }
}

function partsOf(text: string): Part[] {
  return text.split(/(\{[^}]*\})/).map((piece) => {
    const inner = piece.startsWith('{') ? piece.slice(1, -1).trim() : null
    if (inner === null) return () => piece
    const literal = /^'(.*)'$/.exec(inner)?.[1]
    return literal === undefined ? (values) => shown(values.named(inner)) : () => literal
  })
}

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
