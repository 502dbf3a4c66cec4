/** Tables made by the migration `0003-consultations`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled together with its migration
export interface ConsultationTables {}
