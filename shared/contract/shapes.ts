import { Type, type TSchema } from 'typebox'

/** An object with own, known keys only. */
export const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

export const uuid = <T extends string>() =>
  Type.Unsafe<T>(Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }))

export const slug = <T extends string>() =>
  Type.Unsafe<T>(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }))

/** One of a closed list. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.Enum([...values]))

/** Text of several lines typed by a person: no other control characters, trimmed length 1 to `max`. */
export const paragraph = (max: number) =>
  Type.String({
    minLength: 1,
    maxLength: max,
    pattern:
      '^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u0009\\u000b-\\u001f\\u007f]*$',
  })

/** A single line typed by a person: no control characters, trimmed length 1 to `max`. */
export const line = (max: number) =>
  Type.String({
    minLength: 1,
    maxLength: max,
    pattern: '^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
  })
