/** Why something was not taken into the Unterlagen, and what to do. Keys are the reasons of refusals. */
export const evidenceSentences: Record<string, string> = {
  'evidence-unknown': 'Diese Unterlage gibt es nicht oder sie wurde zurückgezogen.',
  'evidence-withdrawn': 'Diese Unterlage wurde schon zurückgezogen.',
  'evidence-service':
    'Die Leistung gehört nicht zu diesem Vorgang oder wurde herausgenommen. Bitte neu auswählen.',
  'evidence-full':
    'Der Vorgang enthält schon 100 Dateien, mehr nimmt er nicht auf. Bitte mehrere Seiten in einem PDF zusammenfassen.',
  'file-missing': 'Es ist keine Datei angekommen. Bitte eine Datei auswählen und noch einmal versuchen.',
  'file-fields':
    'Die Angaben zur Datei sind unvollständig oder zu lang. Bitte prüfen und noch einmal versuchen.',
  'file-too-large':
    'Die Datei ist größer als 20 MB. Bitte mit geringerer Auflösung einlesen oder auf mehrere Dateien verteilen.',
  'file-empty': 'Die Datei ist leer. Bitte eine andere Datei auswählen.',
  'file-type':
    'Angenommen werden nur PDF, PNG, JPEG und WebP. Bitte die Unterlage in einem dieser Formate einlesen.',
  'file-virus':
    'Die Datei enthält Schadsoftware und wurde nicht gespeichert. Bitte die Datei nicht öffnen und die Technik benachrichtigen.',
  'scan-down':
    'Die Virenprüfung antwortet gerade nicht, deshalb wurde die Datei nicht gespeichert. Bitte in einigen Minuten noch einmal versuchen; bleibt es so, die Technik benachrichtigen.',
  'file-polyglot':
    'Die Datei enthält neben dem Dokument noch etwas anderes oder ist unvollständig. Bitte neu einlesen oder als PDF speichern.',
  'file-pixels':
    'Das Bild hat zu viele Bildpunkte (mehr als 80 Millionen). Bitte mit geringerer Auflösung einlesen.',
  'file-broken': 'Das Bild ist beschädigt und lässt sich nicht anzeigen. Bitte noch einmal einlesen.',
  'identity-reason':
    'Ausweise werden im Original vorgelegt und nicht kopiert. Wenn die Kopie nötig ist, bitte einen Grund angeben.',
  'phone-identity':
    'Ausweise werden im Original vorgelegt und nicht vom Handy geschickt. Bitte „Im Original gesehen“ wählen.',
  'phone-unknown':
    'Dieser Code gilt nicht oder nicht mehr. Bitte in Ihrem Bürgerbüro nach einem neuen fragen.',
  'until-day':
    'Der Tag muss in der Zukunft liegen, höchstens 90 Tage voraus. Bitte ein anderes Datum wählen.',
  'until-never':
    'Diese Unterlage muss vorliegen, sie kann nicht nachgereicht werden. Bitte vorlegen lassen oder einen neuen Termin machen.',
  'until-need': 'So lange kann diese Unterlage nicht nachgereicht werden. Bitte einen früheren Tag wählen.',
  'zone-wrong':
    'Die Prüfziffern der maschinenlesbaren Zone stimmen nicht. Bitte die Zeilen noch einmal abtippen oder das Feld leeren.',
  'zone-unreadable':
    'Das ist keine vollständige maschinenlesbare Zone. Bitte alle Zeilen abtippen oder das Feld leeren.',
}
