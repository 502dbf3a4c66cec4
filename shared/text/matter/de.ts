import type { MatterWords } from '../matter-words.ts'

export const de: MatterWords = {
  states: {
    accepted: 'angenommen',
    checking: 'wird geprüft',
    question: 'Rückfrage an Sie',
    decided: 'entschieden',
    done: 'fertig',
    closed: 'geschlossen',
  },
  steps: {
    collect: 'Ihr Anliegen ist aufgenommen. Die Angaben werden noch vervollständigt.',
    check: 'Die Angaben sind vorgeprüft. Als Nächstes werden sie freigegeben.',
    sign: 'Alles ist freigegeben. Als Nächstes unterschreiben Sie.',
    pay: 'Als Nächstes wird die Gebühr bezahlt.',
    handover: 'Alles ist vollständig. Wir geben es an die zuständige Behörde.',
    waiting: 'Die Behörde hat alles bekommen und bearbeitet es. Sie müssen nichts tun.',
    question: 'Die Behörde hat eine Frage an Sie. Bitte melden Sie sich beim Bürgerbüro.',
    bring: 'Es fehlt noch etwas von Ihnen. Bitte bringen Sie es oder rufen Sie an.',
    callback: 'Eine Fachkraft ruft zurück. Danach geht es weiter.',
    notice: 'Die Behörde hat entschieden. Sie bekommen Nachricht.',
    rejected: 'Die Behörde hat abgelehnt. Im Bescheid stehen die Gründe und was Sie dagegen tun können.',
    nothing: 'Alles ist erledigt.',
    closed: 'Das wird nicht weiter bearbeitet.',
  },
  weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  locale: 'de-DE',
}
