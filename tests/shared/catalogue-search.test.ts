import { describe, expect, test } from 'vitest'
import { catalogueSearch } from '#shared/model/catalogue-search.ts'
import { demoDistrict } from '#server/district/demo-district.ts'

const { services, lifeEvents } = demoDistrict().current()
const search = catalogueSearch(services, lifeEvents)

/** Query → what has to come first; life events carry a `!`. */
const everyday: readonly (readonly [string, string])[] = [
  ['auto ummelden', 'kfz-ummeldung'],
  ['Auto umelden', 'kfz-ummeldung'],
  ['kfz ummelden', 'kfz-ummeldung'],
  ['mein Auto ummelden nach Umzug', 'kfz-ummeldung'],
  ['kennzeichen mitnehmen', 'kfz-ummeldung'],
  ['auto anmelden', 'kfz-neuzulassung'],
  ['neuwagen zulassen', 'kfz-neuzulassung'],
  ['erstzulassung', 'kfz-neuzulassung'],
  ['auto umschreiben', 'kfz-umschreibung'],
  ['halterwechsel', 'kfz-umschreibung'],
  ['gebrauchtwagen gekauft', 'kfz-umschreibung'],
  ['auto abmelden', 'kfz-abmeldung'],
  ['auto stillegen', 'kfz-abmeldung'],
  ['auto verkauft', 'kfz-abmeldung'],
  ['wunschkenzeichen', 'wunschkennzeichen'],
  ['nummernschild', 'wunschkennzeichen'],
  ['neuer perso', 'personalausweis'],
  ['perso', 'personalausweis'],
  ['perso verloren', 'personalausweis'],
  ['personalausweis', 'personalausweis'],
  ['Personalausweiß', 'personalausweis'],
  ['ausweis abgelaufen', 'personalausweis'],
  ['ausweis gestohlen', 'personalausweis'],
  ['vorläufiger perso', 'personalausweis-vorlaeufig'],
  ['vorlaeufiger personalausweis', 'personalausweis-vorlaeufig'],
  ['adresse im perso ändern', 'ausweis-adresse'],
  ['adresse im ausweis aendern', 'ausweis-adresse'],
  ['pin vergessen', 'eid-aktivieren'],
  ['online ausweis', 'eid-aktivieren'],
  ['reisepass', 'reisepass'],
  ['resepass', 'reisepass'],
  ['pass verlängern', 'reisepass'],
  ['kinderreisepass', 'reisepass'],
  ['Fürungszeugnis', 'fuehrungszeugnis'],
  ['fuehrungszeugnis', 'fuehrungszeugnis'],
  ['Führungszeugniss', 'fuehrungszeugnis'],
  ['polizeiliches führungszeugnis', 'fuehrungszeugnis'],
  ['erweitertes führungszeugnis', 'fuehrungszeugnis-erweitert'],
  ['führungszeugnis ehrenamt', 'fuehrungszeugnis-erweitert'],
  ['bafög', 'bafoeg'],
  ['bafoeg', 'bafoeg'],
  ['bafog', 'bafoeg'],
  ['BAföG Antrag', 'bafoeg'],
  ['hund', 'hund-anmelden'],
  ['hundesteuer', 'hund-anmelden'],
  ['welpe', 'hund-anmelden'],
  ['hund gestorben', 'hund-abmelden'],
  ['hund abmelden', 'hund-abmelden'],
  ['umziehen', '!umzug'],
  ['umzug', '!umzug'],
  ['wir ziehen um', '!umzug'],
  ['99115005104000', 'wohnsitz-anmelden'],
  ['99 036 008 071 000', 'kfz-ummeldung'],
  ['99110009', 'hund-anmelden'],
  ['tüv', '!fahrzeug'],
  ['wohnsitz anmelden', 'wohnsitz-anmelden'],
  ['wohnung anmelden', 'wohnsitz-anmelden'],
  ['zweitwohnsitz anmelden', 'wohnsitz-anmelden'],
  ['wohnsitz ummelden', 'wohnsitz-aendern'],
  ['wohnsitz abmelden', 'wohnsitz-abmelden'],
  ['auswandern', 'wohnsitz-abmelden'],
  ['meldebescheinigung', 'meldebescheinigung'],
  ['meldebestätigung', 'meldebescheinigung'],
  ['auskunftssperre', 'uebermittlungssperre'],
  ['führerschein', 'fuehrerschein-umtausch'],
  ['fuhrerschein umtauschen', 'fuehrerschein-umtausch'],
  ['alter lappen', 'fuehrerschein-umtausch'],
  ['gewerbe anmelden', 'gewerbe-anmelden'],
  ['gewerbeschein', 'gewerbe-anmelden'],
  ['firma schließen', 'gewerbe-abmelden'],
  ['plakate aufhängen', 'plakatierung'],
  ['halteverbot', 'halteverbot-umzug'],
  ['sperrmüll', 'sperrmuell'],
  ['spermüll', 'sperrmuell'],
  ['sofa entsorgen', 'sperrmuell'],
  ['anwohnerparken', 'bewohnerparken'],
  ['behindertenparkplatz', 'parkausweis-schwerbehindert'],
  ['jagdschein', 'jagdschein'],
  ['angelschein', 'fischereischein'],
  ['angeln', 'fischereischein'],
  ['wohngeld', 'wohngeld'],
  ['mietzuschuss', 'wohngeld'],
  ['miete zu hoch', 'wohngeld'],
  ['elterngeld', 'elterngeld'],
  ['vater zahlt keinen unterhalt', 'unterhaltsvorschuss'],
  ['wbs', 'wbs'],
  ['sozialwohnung', 'wbs'],
  ['klassenfahrt', 'but'],
  ['grundsicherung', 'grundsicherung'],
  ['rente reicht nicht', 'grundsicherung'],
  ['schwerbehindertenausweis', 'schwerbehindertenausweis'],
  ['bauantrag', 'baugenehmigung'],
  ['garage bauen', 'baugenehmigung'],
  ['bauvoranfrage', 'bauvorbescheid'],
  ['kindergarten', 'kita'],
  ['kita platz', 'kita'],
  ['geburtsurkunde', 'geburtsurkunde'],
  ['gebursturkunde', 'geburtsurkunde'],
  ['heiraten', 'eheschliessung'],
  ['hochzeit', 'eheschliessung'],
  ['sterbeurkunde', 'sterbeurkunde'],
  ['zeugnis beglaubigen', 'beglaubigung-abschrift'],
  ['unterschrift beglaubigen', 'beglaubigung-unterschrift'],
  ['fundbüro', 'fundsache'],
  ['schlüssel verloren', 'fundsache'],
  ['briefwahl', 'wahlschein'],
  ['schankerlaubnis', 'gaststaette-gestattung'],
  ['dorffest ausschank', 'gaststaette-gestattung'],
  ['baby', '!geburt'],
  ['selbständig werden', '!gewerbe'],
  ['selbstständig', '!gewerbe'],
  ['todesfall', '!trauerfall'],
  ['bauen', '!bauen'],
  ['wenig geld', '!wenig-geld'],
]

describe('catalogue search', () => {
  test.each(everyday)('[CAT1] "%s" finds %s first', (query, expected) => {
    const [first] = search(query)
    expect(first && (first.kind === 'life-event' ? `!${first.id}` : first.id)).toBe(expected)
  })

  test('[CAT2] every title and every LeiKa key finds its own service first', () => {
    for (const service of services) {
      expect(search(service.title)[0]?.id).toBe(service.id)
      expect(search(service.leika)[0]?.id).toBe(service.id)
    }
  })

  test('[CAT3] a half-typed word already finds what begins with it, an empty one nothing', () => {
    expect(search('führu').map(({ id }) => id)).toContain('fuehrungszeugnis')
    expect(search('99115005').map(({ id }) => id)).toEqual([
      'wohnsitz-anmelden',
      'wohnsitz-aendern',
      'wohnsitz-abmelden',
    ])
    expect(search('')).toEqual([])
    expect(search('  ?! ')).toEqual([])
    expect(search('xyzzyqqq')).toEqual([])
  })

  test('[CAT4] the list is never longer than asked for', () => {
    expect(search('anmelden', 3)).toHaveLength(3)
  })
})
