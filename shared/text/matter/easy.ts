import type { MatterWords } from '../matter-words.ts'

export const easy: MatterWords = {
  states: {
    accepted: 'Wir haben es angenommen',
    checking: 'Wir prüfen es',
    question: 'Wir haben eine Frage an Sie',
    decided: 'Es ist entschieden',
    done: 'Es ist fertig',
    closed: 'Es ist beendet',
  },
  steps: {
    collect: 'Wir schreiben noch Angaben auf.',
    check: 'Wir haben alles geprüft. Jetzt muss noch jemand zustimmen.',
    sign: 'Jetzt müssen Sie unterschreiben.',
    pay: 'Jetzt müssen Sie bezahlen.',
    handover: 'Es ist alles da. Wir geben es jetzt an das Amt.',
    waiting: 'Das Amt hat alles bekommen. Sie müssen nichts tun.',
    question: 'Das Amt hat eine Frage. Bitte rufen Sie uns an.',
    bring: 'Es fehlt noch etwas. Bitte bringen Sie es. Oder rufen Sie uns an.',
    callback: 'Eine Fach-Person ruft an. Dann geht es weiter.',
    notice: 'Das Amt hat entschieden. Sie bekommen einen Brief.',
    rejected: 'Das Amt sagt: Nein. Sie bekommen einen Brief. Dort steht: warum. Und was Sie tun können.',
    nothing: 'Es ist alles erledigt.',
    closed: 'Wir machen hier nicht weiter.',
  },
  weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  locale: 'de-DE',
}
