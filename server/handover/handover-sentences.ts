/** Why something was not handed over, answered or resumed, and what to do. Keys are the reasons of refusals. */
export const handoverSentences: Record<string, string> = {
  'handover-nothing':
    'Es gibt gerade nichts zu übergeben. Was noch fehlt, steht bei jeder Leistung im Schritt „Abschluss“.',
  'handover-missing-paused': '„{service}“ ist pausiert. Bitte zuerst fortsetzen, dann übergeben.',
  'handover-missing-question':
    'Zu „{service}“ ist eine Rückfrage der Behörde offen. Bitte zuerst beantworten, dann übergeben.',
  'handover-missing-precheck': 'Zu „{service}“ fehlt die Vorprüfung. Bitte zuerst vorprüfen.',
  'handover-missing-red': 'Die Vorprüfung von „{service}“ ist rot. Bitte zuerst die roten Befunde klären.',
  'handover-missing-signoff':
    'Zu „{service}“ fehlt die Freigabe der Fachkraft. Bitte zuerst freigeben lassen.',
  'handover-missing-signature': 'Zu „{service}“ fehlt die Unterschrift. Bitte zuerst unterschreiben lassen.',
  'handover-missing-fee': 'Die Gebühr für „{service}“ ist noch offen. Bitte zuerst abrechnen.',
  'handover-missing-referral':
    '„{service}“ wird hier nicht bearbeitet, sondern nur verwiesen. Es gibt nichts zu übergeben.',
  'handover-missing-gone': '„{service}“ ist schon übergeben. Die Antwort der Behörde steht noch aus.',
  'handover-missing-over': '„{service}“ ist abgeschlossen. Es gibt nichts mehr zu übergeben.',
  'handover-unknown': 'Diese Übergabe gibt es nicht oder sie ist für Sie nicht freigegeben.',
  'handover-answered': 'Darauf wurde schon geantwortet. Der neue Stand ist jetzt zu sehen.',
  'handover-content':
    'Der Inhalt dieser Übergabe ist auf dem Server nicht zu lesen. Bitte die Technik benachrichtigen.',
  'xdomea-invalid':
    'Die Übergabe entspricht nicht dem amtlichen xdomea-Schema und wurde nicht gesendet. Bitte die Technik benachrichtigen.',
  'rejection-words':
    'Für eine Ablehnung werden Begründung und Rechtsbehelf gebraucht. Bitte beides ausfüllen.',
  'query-words':
    'Für eine Rückfrage wird mindestens eine Anforderung oder ein Feld mit einer Frage gebraucht.',
  'query-target':
    'Eine der Rückfragen nennt etwas, das es in dieser Übergabe nicht gibt. Bitte neu auswählen.',
  'question-unknown': 'Diese Rückfrage gibt es nicht. Bitte die Seite neu laden.',
  'question-answered': 'Diese Rückfrage ist schon beantwortet.',
  'pause-until': 'Bitte einen Tag von heute bis höchstens in einem Jahr wählen.',
  'paused-unknown':
    'Zu dieser Nummer gibt es keinen pausierten Vorgang, den Ihr Büro fortsetzen darf. Bitte die Nummer prüfen.',
  'resume-others':
    'Der Vorgang kann hier nicht übernommen werden: „{service}“ darf Ihr Büro nicht bearbeiten. Bitte das andere Büro ansprechen.',
}
