/** Why something around a reported barrier was refused. Keys are the reasons of refusals. */
export const barrierSentences: Readonly<Record<string, string>> = {
  'barrier-often':
    'Von Ihrem Anschluss kamen gerade viele Meldungen. Bitte versuchen Sie es in {minutes} Minuten noch einmal.',
  'barrier-full': 'Gerade warten sehr viele Meldungen. Bitte rufen Sie Ihr Bürgerbüro an.',
  'barrier-unknown': 'Diese Meldung gibt es nicht mehr. Bitte laden Sie die Seite neu.',
  'barrier-answered': 'Diese Meldung ist schon beantwortet. Bitte laden Sie die Seite neu.',
}
