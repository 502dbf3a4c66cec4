/** Why a consultation could not go on as wished, and what to do. Keys are the reasons of refusals. */
export const consultationSentences: Record<string, string> = {
  'consultation-unknown': 'Diese Zuschaltung gibt es nicht oder sie ist für Sie nicht freigegeben.',
  'consultation-running':
    'Für diese Leistung läuft schon eine Zuschaltung. Bitte dort weitermachen oder sie zuerst beenden.',
  'consultation-state':
    'Das ist im jetzigen Stand der Zuschaltung nicht möglich. Bitte den neuen Stand prüfen.',
  'consultation-over': 'Die Zuschaltung ist schon beendet.',
  'accepted-by-other': '{name} hat die Anfrage schon angenommen. Für Sie ist nichts weiter zu tun.',
  'ring-over':
    'Die Anfrage klingelt nicht mehr bei Ihnen, sie ist schon weitergegangen. Für Sie ist nichts weiter zu tun.',
  'request-cancelled': 'Das Bürgerbüro hat die Anfrage zurückgezogen. Für Sie ist nichts weiter zu tun.',
  'in-another-call': 'Sie sind schon in einer anderen Zuschaltung. Bitte beenden Sie diese zuerst.',
  'service-not-in-case': 'Diese Leistung gehört nicht zu dem Vorgang. Bitte zuerst hinzufügen.',
  'service-cancelled': '„{service}“ wurde aus dem Vorgang genommen. Bitte zuerst wieder hinzufügen.',
  'no-unit':
    'Für „{service}“ kann keine Fachkraft zugeschaltet werden. Bitte wenden Sie sich an die zuständige Stelle: {authority}.',
  'unit-not-here': 'Die Stelle „{unit}“ ist für Ihr Gebiet nicht zuständig.',
  'not-exhausted': 'Das geht erst, wenn niemand zu erreichen war. Bitte den neuen Stand prüfen.',
  'not-written': 'Diese Anfrage wurde nicht schriftlich gestellt. Bitte den neuen Stand prüfen.',
  'written-answered': '{name} hat diese Anfrage schon beantwortet. Für Sie ist nichts weiter zu tun.',
  'slot-taken': 'Diese Zeit ist inzwischen vergeben. Bitte eine andere wählen.',
  'callback-unknown': 'Diesen Rückruf gibt es nicht oder er ist für Sie nicht freigegeben.',
  'table-full': 'An dieser Zuschaltung nehmen schon sechs Personen teil. Bitte warten, bis jemand geht.',
  'only-your-own-seat':
    'Sie sind zu diesem Gespräch dazugekommen. Beenden können es die Beratung und die erste Fachkraft, Sie können gehen.',
  'no-own-consent': 'Für diese Zuschaltung gilt die Einwilligung im Vorgang. Bitte dort vermerken.',
  'file-consent-first':
    'Der Akteneinsicht ist im Vorgang nicht zugestimmt. Bitte zuerst dort die Einwilligung vermerken.',
  'trainee-listens':
    'Sie hospitieren in diesem Gespräch: zuhören und gehen ist möglich, alles andere ist Sache der Beratung und der Fachkraft.',
  'trainee-consent-first':
    'Die Bürgerin oder der Bürger hat der Hospitation nicht zugestimmt. Bitte zuerst fragen und die Antwort vermerken.',
  'trainee-not-there':
    'Diese Person kann gerade nicht dazukommen: Sie ist nicht angemeldet, schon in einem Gespräch oder aus einer anderen Stelle.',
  'no-talk-now': 'Gerade läuft kein Gespräch mit Bild oder Ton, dem Sie zugestimmt haben.',
  'confidential-now':
    'Die Bürgerin oder der Bürger spricht gerade vertraulich mit der Fachkraft. So lange ist der Vorgang für Sie verdeckt. Sie werden zurückgeholt.',
  'confidential-by-others':
    'Ein vertrauliches Gespräch beginnen nur die Bürgerin oder der Bürger und die Beratung am Schalter.',
  'not-confidential-now':
    'Vertraulich sprechen geht, sobald der Bürgerbildschirm im Gespräch ist, eine Fachkraft am Tisch sitzt und dem Ton zugestimmt wurde.',
  'voice-confidential':
    'Während des vertraulichen Gesprächs bleiben Mikrofon und Lautsprecher am Bürgerbildschirm. Danach sind sie wieder am Schalter.',
  'voice-no-screen':
    'An diesem Platz ist gerade kein Bürgerbildschirm im Gespräch. Mikrofon und Lautsprecher bleiben am Schalter.',
  'not-seated': 'Sie nehmen an dieser Zuschaltung nicht teil. Bitte zuerst beitreten.',
  'not-in-wrapup': 'Die Zuschaltung läuft noch. Bitte zuerst auflegen.',
  'already-closed': 'Das Ergebnis dieser Zuschaltung ist schon festgehalten.',
}
