/** Why a fee could not be fixed, taken or paid back. */
export const settlementSentences = {
  'fee-service-right':
    'Die Gebühr für „{service}“ dürfen Sie hier nicht festsetzen oder annehmen. Bitte an die zuständige Stelle verweisen.',
  'fee-no-rule':
    'Für „{service}“ ist keine Gebühr hinterlegt. Der Betrag richtet sich nach der örtlichen Satzung und wird hier nicht erhoben.',
  'fee-variant-unknown': 'Diese Gebühr gibt es für „{service}“ nicht. Bitte aus der Liste auswählen.',
  'fee-not-changeable':
    'Die Gebühr für „{service}“ ist schon bezahlt oder gerade in Zahlung und lässt sich nicht ändern.',
  'fee-nothing-due': 'Es ist kein festgesetzter Betrag offen. Bitte zuerst die Gebühr festsetzen.',
  'fee-running': 'Das Kartenterminal ist schon angefragt. Bitte das Ergebnis abwarten.',
  'fee-unclear':
    'Eine Kartenzahlung ist ungeklärt. Sie wird nicht noch einmal angefordert. Bitte am Kassenbeleg prüfen und hier klären.',
  'fee-total-changed':
    'Der Betrag hat sich geändert. Er beträgt jetzt {total}. Bitte noch einmal bestätigen.',
  'fee-too-little': 'Das reicht nicht: Es fehlen {missing}.',
  'fee-not-unclear': 'Diese Zahlung ist nicht ungeklärt. Der Stand ist jetzt zu sehen.',
  'fee-not-refundable':
    'Diese Zahlung kann nicht zurückgezahlt werden; sie ist nicht gebucht oder schon storniert.',
  'fee-no-simulator': 'Das Verhalten des Terminals lässt sich nur am Simulator einer Demo vorgeben.',
  'receipt-unknown': 'Zu dieser Zahlung gibt es keinen Beleg.',
  'office-unknown': 'Für dieses Büro ist der Tagesabschluss nicht freigegeben.',
  'day-unknown': 'Diesen Tag gibt es nicht. Bitte ein Datum auswählen.',
} as const

const euroFormat = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' })

/** „12,80 €“ from cents. */
export const inEuros = (cents: number): string => euroFormat.format(cents / 100)
