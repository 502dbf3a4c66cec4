import type { BarrierTables } from '#server/store/tables/barriers.ts'
import type { ConsultationTables } from '#server/store/tables/consultations.ts'
import type { DistrictTables } from '#server/store/tables/district.ts'
import type { DocumentTables } from '#server/store/tables/documents.ts'
import type { EvidenceTables } from '#server/store/tables/evidence.ts'
import type { FoundationTables } from '#server/store/tables/foundation.ts'
import type { HandoverTables } from '#server/store/tables/handover.ts'
import type { InterpreterTables } from '#server/store/tables/interpreters.ts'
import type { PrecheckTables } from '#server/store/tables/precheck.ts'
import type { RetentionTables } from '#server/store/tables/retention.ts'
import type { SettlementTables } from '#server/store/tables/settlement.ts'
import type { SlipTables } from '#server/store/tables/slips.ts'
import type { SignatureTables } from '#server/store/tables/signatures.ts'
import type { SnapshotTables } from '#server/store/tables/snapshots.ts'
import type { VisitTables } from '#server/store/tables/visits.ts'

/** Every table of the store by name; one interface per migration keeps the owners apart. */
export interface Tables
  extends
    FoundationTables,
    DistrictTables,
    DocumentTables,
    ConsultationTables,
    SnapshotTables,
    EvidenceTables,
    PrecheckTables,
    SettlementTables,
    HandoverTables,
    SlipTables,
    SignatureTables,
    RetentionTables,
    VisitTables,
    InterpreterTables,
    BarrierTables {}
