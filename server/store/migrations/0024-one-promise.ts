import { sql, type Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

/** Papers of rules as they were called before rules named them. */
const papers: readonly (readonly [service: string, requirement: string, title: string])[] = [
  ['wohnsitz-anmelden', 'wohnungsgeber', 'Wohnungsgeberbestätigung'],
  ['wohnsitz-aendern', 'wohnungsgeber', 'Wohnungsgeberbestätigung'],
  ['kfz-ummeldung', 'hu', 'Nachweis der Hauptuntersuchung'],
  ['fuehrerschein-umtausch', 'karteikarte', 'Karteikartenabschrift der ausstellenden Behörde'],
  ['hund-anmelden', 'haftpflicht', 'Nachweis der Haftpflichtversicherung'],
  ['gewerbe-ummelden', 'register', 'Registerauszug'],
  ['jagdschein', 'haftpflicht', 'Nachweis der Jagdhaftpflichtversicherung'],
  ['raumvermietung', 'ausschank', 'Gestattung nach § 12 Gaststättengesetz'],
  ['bewohnerparken', 'fahrzeug', 'Bescheinigung über die dauerhafte Überlassung'],
  ['bauvorbescheid', 'eigentum', 'Zustimmung der Eigentümerin oder des Eigentümers'],
]

/**
 * „Wird nachgereicht“ was kept twice, with a finding and with the Unterlagen; it is one promise with the Unterlagen now. Where a
 * sign-off holds nothing is added: it rests on the papers as they are, and its findings are kept with it.
 */
export async function up(db: Kysely<Tables>): Promise<void> {
  const titles = sql.join(papers.map((row) => sql`(${sql.join(row.map((one) => sql`${one}::text`))})`))
  await sql`
    insert into evidence (id, case_id, case_service, kind, title, person, at, until)
    select gen_random_uuid(), said.case_id, said.case_service, 'follow', paper.title, said.person::text, said.at, said.until_day
    from finding_decision said
    join case_service service on service.id = said.case_service
    join (values ${titles}) as paper (service, requirement, title)
      on paper.service = service.service and paper.requirement = said.requirement
    where said.decision = 'follow' and said.until_day is not null
      and not exists (select from sign_off given where given.case_service = said.case_service and given.void_at is null)
      and not exists (
        select from evidence there
        where there.case_service = said.case_service and there.kind = 'follow' and there.title = paper.title
          and there.withdrawn_at is null)`.execute(db)
  await sql`delete from finding_decision where decision = 'follow'`.execute(db)
}
