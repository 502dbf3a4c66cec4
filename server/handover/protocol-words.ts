import type { HistoryEntry } from '#shared/model/case.ts'

/**
 * Lines of the protocol inside a bundle, by action. Short on purpose: details stand in the bundle itself, and nothing about
 * services of other authorities is told.
 */
const words: Readonly<Record<string, string>> = {
  'case.opened': 'Vorgang eröffnet',
  'case.delegated': 'handelt aufgrund öffentlich-rechtlichen Vertrags',
  'case.claimed': 'Vorgang übernommen',
  'case.renamed': 'Name geändert',
  'service.added': 'Leistung hinzugefügt',
  'service.cancelled': 'Leistung herausgenommen',
  'service.paused': 'Leistung pausiert',
  'service.resumed': 'Leistung fortgesetzt',
  'consent.given': 'Einwilligung vermerkt',
  'consent.refused': 'vermerkt: nicht eingewilligt',
  'consent.withdrawn': 'Widerruf der Einwilligung vermerkt',
  'precheck.run': 'Vorprüfung durchgeführt',
  'finding.accept': 'im Ermessen zugestimmt',
  'finding.refuse': 'im Ermessen abgelehnt',
  'finding.withdraw': 'Entscheidung zurückgenommen',
  'finding.follow': 'vermerkt: wird nachgereicht',
  'signoff.given': 'Freigabe erteilt',
  'signoff.withdrawn': 'Freigabe zurückgenommen',
  'signoff.void': 'Freigabe aufgehoben: Angaben geändert',
  'confirmation.noted': 'Bestätigung der Bürgerin oder des Bürgers vermerkt',
  'sealed.typed': 'Nummer versiegelt eingegeben',
  'evidence.added': 'Unterlage hinzugefügt',
  'evidence.brought': 'weitere Unterlage hinzugefügt',
  'evidence.follows': 'vermerkt: Unterlage wird nachgereicht',
  'evidence.attested': 'Ausweis im Original vorgelegen',
  'evidence.attestedZone': 'Ausweis im Original vorgelegen, Prüfziffern stimmen',
  'evidence.withdrawn': 'Unterlage zurückgezogen',
  'fee.fixed': 'Gebühr festgesetzt',
  'fee.exempted': 'von der Gebühr befreit',
  'payment.cash': 'Barzahlung angenommen',
  'payment.card': 'Kartenzahlung gebucht',
  'payment.refunded': 'Zahlung zurückgezahlt',
  'signature.given': 'Unterschrift geleistet',
  'signature.refused': 'Unterschrift verweigert',
  'signature.void': 'Unterschrift ungültig: Angaben geändert',
  'consultation.requested': 'Fachkraft angefragt',
  'consultation.accepted': 'Anfrage angenommen',
  'consultation.connected': 'zugeschaltet',
  'consultation.ended': 'Gespräch beendet',
  'disclosure.opened': 'Einsicht geöffnet',
  'disclosure.closed': 'Einsicht geschlossen',
  'handover.given': 'übergeben',
  'handover.delivered': 'zugestellt',
  'handover.query': 'Rückfrage gestellt',
  'handover.answered': 'Rückfrage beantwortet',
}

/** What of the Verlauf concerns these services, in words; steps nobody needs to know later are left out. */
export function protocolOf(
  entries: readonly HistoryEntry[],
  services: ReadonlySet<string>,
): { at: string; person: string; text: string }[] {
  return entries.flatMap(({ action, at, personName, detail }) => {
    const text = words[action]
    const service = detail['service']
    if (text === undefined || (typeof service === 'string' && !services.has(service))) return []
    const nameless = detail['how'] === 'screen' ? 'Bürgerin oder Bürger' : 'Lotse'
    return [{ at, person: personName === '' ? nameless : personName, text }]
  })
}
