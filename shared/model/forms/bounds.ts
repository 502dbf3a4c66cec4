import type { Bound, Field } from './form.ts'

/** Gives every bound the title of the field it names; looked for in the own fields first, then in those around. */
export function boundTitles(fields: readonly Field[], around: readonly Field[]): Field[] {
  const scope = fields === around ? fields : [...fields, ...around]
  const titled = (bound: Bound | undefined) => {
    const title = scope.find(({ path }) => path === bound?.path)?.title
    return bound && title !== undefined ? { ...bound, title } : bound
  }
  return fields.map((field): Field => {
    switch (field.kind) {
      case 'group':
        return { ...field, fields: boundTitles(field.fields, scope) }
      case 'date': {
        const notBefore = titled(field.notBefore)
        const notAfter = titled(field.notAfter)
        return { ...field, ...(notBefore ? { notBefore } : {}), ...(notAfter ? { notAfter } : {}) }
      }
      case 'integer':
      case 'decimal': {
        const atMost = titled(field.atMost)
        return { ...field, ...(atMost ? { atMost } : {}) }
      }
      case 'text':
      case 'choice':
      case 'flag':
      case 'multi':
        return field
    }
  })
}
