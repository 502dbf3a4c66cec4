/** Tables made by the migration `0001-foundation`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled together with its migration
export interface FoundationTables {}
