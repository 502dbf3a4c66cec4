/** Tables made by the migration `0002-documents`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled together with its migration
export interface DocumentTables {}
