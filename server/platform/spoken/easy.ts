import type { SpokenSentences } from './reasons.ts'

/** Leichte Sprache: short sentences, one thought each, no passive, no abbreviations. */
export const easy: SpokenSentences = {
  E_SCHEMA: 'Hier stimmt etwas noch nicht. Bitte prüfen Sie Ihre Angaben. Versuchen Sie es dann noch einmal.',
  E_FORBIDDEN: 'Das geht hier nicht. Bitte fragen Sie am Schalter. Oder rufen Sie im Bürger-Büro an.',
  E_NOT_FOUND: 'Das gibt es nicht mehr. Bitte laden Sie die Seite neu.',
  E_NOT_ADMITTED:
    'Sie sind hier noch nicht dabei. Bitte geben Sie Ihren Code noch einmal ein. Oder fragen Sie nach einem neuen Code.',
  E_STATE:
    'Das geht gerade nicht. Bitte sehen Sie sich die Seite noch einmal an. Oder fragen Sie am Schalter.',
  E_STALE_REV: 'Hier ist etwas neu. Bitte lesen Sie es. Versuchen Sie es dann noch einmal.',
  E_STALE_DOCUMENT:
    'Ihre Daten sind jetzt anders. Bitte lesen Sie Ihre Daten. Versuchen Sie es dann noch einmal.',
  E_ID_REUSED: 'Das hat nicht geklappt. Bitte laden Sie die Seite neu. Versuchen Sie es dann noch einmal.',
  E_RATE: 'Das war sehr viel auf einmal. Bitte warten Sie kurz. Versuchen Sie es dann noch einmal.',
  E_STORE: 'Wir können das gerade nicht speichern. Bitte versuchen Sie es gleich noch einmal.',
  E_DRAINING: 'Unser Computer startet gerade neu. Bitte versuchen Sie es gleich noch einmal.',
  E_VERSION: 'Diese Seite ist alt. Bitte laden Sie die Seite neu.',

  malformed: 'Das hat nicht geklappt. Bitte laden Sie die Seite neu. Versuchen Sie es dann noch einmal.',
  'unknown-command': 'Das kennt unser Computer nicht. Bitte laden Sie die Seite neu.',
  'role-may-not': 'Das geht hier nicht. Bitte fragen Sie am Schalter. Oder rufen Sie im Bürger-Büro an.',
  'id-reused': 'Das hat nicht geklappt. Bitte laden Sie die Seite neu. Versuchen Sie es dann noch einmal.',
  'too-many': 'Das war sehr viel auf einmal. Bitte warten Sie kurz. Versuchen Sie es dann noch einmal.',
  fault:
    'Das hat nicht geklappt. Unser Computer hat einen Fehler. Ihre Daten sind noch da. Bitte versuchen Sie es gleich noch einmal.',
  'too-large': 'Das ist zu viel auf einmal. Bitte schicken Sie weniger.',
  'not-signed-in':
    'Sie sind hier nicht mehr dabei. Bitte geben Sie Ihren Code noch einmal ein. Oder fragen Sie nach einem neuen Code.',
  'code-tries': 'Der Code war zu oft falsch. Bitte warten Sie {minutes} Minuten. Dann geht es wieder.',
  'too-many-codes': 'Der Code war zu oft falsch. Bitte warten Sie {minutes} Minuten. Dann geht es wieder.',
  draining: 'Unser Computer startet gerade neu. Bitte versuchen Sie es gleich noch einmal.',
  'store-full':
    'Wir können gerade nichts speichern. Unser Computer ist voll. Bitte sagen Sie es am Schalter. Oder rufen Sie im Bürger-Büro an.',
  'store-away':
    'Wir können das gerade nicht speichern. Ihre Daten sind noch da. Bitte versuchen Sie es gleich noch einmal.',
  'store-slow':
    'Das Speichern dauert gerade zu lange. Ihre Daten sind noch da. Bitte versuchen Sie es gleich noch einmal.',

  'case-unknown':
    'Diese Daten zeigen wir hier nicht mehr. Bitte fragen Sie am Schalter. Oder rufen Sie im Bürger-Büro an.',
  'case-closed': 'Wir sind damit fertig. Sie können hier nichts mehr ändern.',
  'changed-meanwhile': 'Hier ist etwas neu. Bitte lesen Sie es. Versuchen Sie es dann noch einmal.',
  'content-changed': 'Hier ist etwas neu. Bitte lesen Sie es. Entscheiden Sie dann noch einmal.',
  'service-unknown': 'Das gibt es hier nicht: {service}. Bitte suchen Sie noch einmal.',
  'service-not-allowed':
    'Das geht hier nicht: {service}. Bitte suchen Sie etwas anderes. Oder fragen Sie am Schalter.',
  'service-step':
    'Das geht gerade nicht. Bitte sehen Sie sich die Seite noch einmal an. Oder fragen Sie am Schalter.',
  'service-cancelled': 'Das machen wir nicht mehr für Sie: {service}. Bitte fragen Sie am Schalter.',
  'service-not-in-case': 'Das gehört nicht zu Ihren Daten. Bitte suchen Sie etwas anderes.',
  'consent-not-given': 'Sie haben das nicht erlaubt. Sie müssen also nichts beenden.',

  'no-talk-now': 'Es gibt gerade kein Gespräch mit Bild oder Ton.',
  'not-confidential-now':
    'Allein sprechen geht noch nicht. Zuerst muss die Fachfrau oder der Fachmann da sein. Und Sie müssen den Ton erlauben.',
  'consultation-unknown': 'Dieses Gespräch gibt es nicht mehr. Bitte fragen Sie noch einmal.',
  'consultation-running':
    'Wir fragen schon eine Fachkraft. Bitte machen Sie dort weiter. Oder beenden Sie es dort.',
  'consultation-state': 'Das geht im Gespräch gerade nicht. Bitte sehen Sie sich die Seite noch einmal an.',
  'consultation-over': 'Das Gespräch mit der Fachkraft ist schon zu Ende.',
  'not-exhausted': 'Wir suchen noch eine Fachkraft. Bitte warten Sie kurz.',
  'slot-taken': 'Diese Zeit ist nicht mehr frei. Bitte wählen Sie eine andere Zeit.',
  'table-full': 'Im Gespräch sind schon 6 Personen. Bitte warten Sie. Dann geht vielleicht jemand.',
  'no-unit': 'Dafür gibt es hier keine Fachkraft: {service}. Bitte gehen Sie zu: {authority}.',
  'unit-not-here': 'Diese Stelle arbeitet nicht für Ihren Ort: {unit}. Bitte fragen Sie am Schalter.',

  'sealed-field': 'Dieses Feld gibt es hier nicht. Bitte laden Sie die Seite neu.',
  'sealed-implausible':
    'Diese Nummer ist falsch. Bitte sehen Sie auf Ihre Karte. Geben Sie die Nummer dann noch einmal ein.',
  'block-unknown': 'Diesen Teil gibt es hier nicht. Bitte laden Sie die Seite neu.',
  'evidence-unknown': 'Dieses Papier gibt es nicht mehr.',
  'evidence-service': 'Das machen wir nicht mehr für Sie. Bitte wählen Sie neu.',
  'evidence-full':
    'Sie haben schon 100 Dateien geschickt. Mehr geht nicht. Machen Sie bitte aus vielen Seiten ein PDF.',
  'file-missing': 'Es ist keine Datei da. Bitte wählen Sie eine Datei. Versuchen Sie es dann noch einmal.',
  'file-fields':
    'Der Name von der Datei fehlt. Oder er ist zu lang. Bitte prüfen Sie das. Versuchen Sie es dann noch einmal.',
  'file-too-large':
    'Die Datei ist zu groß. Sie darf höchstens 20 MB haben. Bitte machen Sie ein kleineres Foto. Oder schicken Sie mehrere Dateien.',
  'file-empty': 'Die Datei ist leer. Bitte wählen Sie eine andere Datei.',
  'file-type': 'Diese Datei geht nicht. Bitte nehmen Sie ein Foto oder ein PDF.',
  'file-virus':
    'Die Datei ist gefährlich. Sie hat einen Virus. Wir haben die Datei nicht gespeichert. Bitte machen Sie ein Foto von dem Papier.',
  'scan-down':
    'Wir können Dateien gerade nicht prüfen. Wir haben die Datei nicht gespeichert. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
  'file-polyglot':
    'Mit der Datei stimmt etwas nicht. Bitte machen Sie ein Foto von dem Papier. Oder machen Sie das PDF neu.',
  'file-pixels': 'Das Bild ist zu groß. Bitte machen Sie ein kleineres Foto.',
  'file-broken': 'Das Bild ist kaputt. Bitte machen Sie das Foto noch einmal.',
  'phone-identity': 'Einen Ausweis dürfen Sie nicht schicken. Bitte zeigen Sie uns den echten Ausweis.',
  'phone-unknown': 'Dieser Code geht nicht mehr. Bitte fragen Sie im Bürger-Büro nach einem neuen Code.',

  'signature-unknown': 'Dieses Papier gehört nicht zu Ihren Daten. Bitte laden Sie die Seite neu.',
  'signature-not-now': 'Zuerst prüfen wir Ihre Daten. Bitte warten Sie. Danach können Sie unterschreiben.',
  'signature-given': 'Sie haben das schon unterschrieben: {title}.',
  'signature-not-asked': 'Dieses Papier ist gerade nicht auf Ihrem Bildschirm. Bitte fragen Sie am Schalter.',
  'signature-at-desk':
    'Unterschreiben Sie für einen anderen Menschen? Oder können Sie nicht schreiben? Dann sagen Sie es bitte am Schalter.',
  'signature-too-small': 'Ihre Unterschrift ist zu klein. Bitte unterschreiben Sie noch einmal in dem Feld.',

  'screen-shows-nothing': 'Ihr Bildschirm macht gerade Pause. Bitte fragen Sie am Schalter.',
  'way-not-now': 'Sie müssen das jetzt nicht entscheiden. Bitte fragen Sie am Schalter.',
  'look-over': 'Dieses Bild zeigen wir nicht mehr. Bitte fragen Sie am Schalter.',
  'pairing-code':
    'Dieser Code geht nicht mehr. Bitte fragen Sie am Schalter nach einem neuen Code. Geben Sie den neuen Code hier ein.',
  'invitation-code':
    'Dieser Code geht nicht mehr. Bitte rufen Sie im Bürger-Büro an. Sie bekommen dann einen neuen Code.',
  'interpreter-code':
    'Dieser Code geht nicht mehr. Bitte rufen Sie im Bürger-Büro an. Sie bekommen dann einen neuen Link.',
  'wish-empty': 'Bitte sagen Sie: Wann können Sie?',
  'wish-past': 'Diese Zeit ist schon vorbei. Bitte wählen Sie eine spätere Zeit.',
  'no-guest': 'Das geht nur von zu Hause. Sie brauchen dafür eine Einladung.',
  'guest-gone': 'Das Gespräch ist zu Ende. Bitte rufen Sie im Bürger-Büro an.',

  'terminal-busy': 'Hier hat schon jemand angefangen. Tippen Sie zuerst auf: Aufhören und alles löschen.',
  'terminal-wiping': 'Wir löschen gerade die Daten vom letzten Besuch. Bitte warten Sie kurz.',
  'help-unknown': 'Wir suchen keine Hilfe mehr. Bitte tippen Sie noch einmal auf: Hilfe holen.',
  'help-nobody-there':
    'Zum Sprechen ist gerade niemand da. Bitte schreiben Sie. Oder tippen Sie noch einmal auf: Hilfe holen.',
  'help-still-asked': 'Wir fragen noch. Bitte warten Sie kurz.',
  'help-phone': 'Diese Telefonnummer ist falsch. Bitte schreiben Sie Ihre ganze Telefonnummer.',
  'slip-unknown': 'Diesen Code gibt es nicht. Bitte schauen Sie noch einmal auf den Lauf-Zettel.',
  'slip-none': 'Hier gibt es noch keinen Code.',
  'barrier-often':
    'Das waren sehr viele Nachrichten. Bitte warten Sie {minutes} Minuten. Dann geht es wieder.',
  'barrier-full': 'Wir haben gerade sehr viele Nachrichten. Bitte rufen Sie im Bürger-Büro an.',
}
