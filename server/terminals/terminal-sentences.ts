/** What people at a terminal read when something does not go. */
export const terminalSentences = {
  'terminal-busy':
    'An diesem Terminal ist schon etwas begonnen. Bitte zuerst „Beenden und alles löschen“ wählen.',
  'terminal-wiping':
    'Das Terminal löscht gerade die Angaben des letzten Besuchs. Bitte einen Augenblick warten.',
} as const
