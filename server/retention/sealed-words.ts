/** Words of the sealed case as a paper. */
export const sealedWords = {
  title: 'Abgeschlossener Vorgang',
  case: 'Vorgang',
  forWhom: 'Bürgerin oder Bürger',
  opened: 'Eröffnet',
  closed: 'Geschlossen',
  sealed: 'Versiegelt',
  hash: 'Prüfsumme (SHA-256)',
  head: 'Stand des Dokuments',
  proof:
    'Die versiegelten Daten liegen dieser Datei als vorgang.json bei. Ihre SHA-256 ist die Prüfsumme oben; sie steht auch im Protokoll der Behörde.',
  data: 'Die versiegelten Daten des Vorgangs',
  states: { done: 'erledigt', cancelled: 'herausgenommen' },
  empty: 'In dieser Leistung stand beim Schließen nichts.',
  papers: 'Unterlagen',
  follows: (title: string, day: string) => `${title}: wird nachgereicht bis ${day}`,
  seen: 'Ausweis im Original vorgelegen',
  file: (title: string, hash: string) => `${title} (SHA-256 ${hash})`,
} as const
