/** Kinds of things that are referred to, as the sentences name them. */
export const kindWords = {
  authority: 'Die Behörde',
  office: 'Das Büro',
  unit: 'Die Fachstelle',
  service: 'Die Leistung',
  clause: 'Den Paragraphen',
  answer: 'Die Antwort',
} as const

/** Names of JSON types. */
export const typeWords: Readonly<Record<string, string>> = {
  string: 'ein Text in Anführungszeichen',
  number: 'eine Zahl',
  integer: 'eine ganze Zahl',
  boolean: 'true oder false',
  null: 'null',
  array: 'eine Liste in [ ]',
  object: 'ein Block in { }',
}
