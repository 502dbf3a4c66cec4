import type { Kysely } from 'kysely'
import { up as foundation } from '#server/store/migrations/0001-foundation.ts'
import { up as documents } from '#server/store/migrations/0002-documents.ts'
import { up as consultations } from '#server/store/migrations/0003-consultations.ts'
import { up as journalWithoutIndex } from '#server/store/migrations/0004-journal-without-index.ts'
import { up as journalInFiles } from '#server/store/migrations/0005-journal-in-files.ts'
import { up as ledger } from '#server/store/migrations/0007-ledger.ts'
import { up as writtenAnswers } from '#server/store/migrations/0008-written-answers.ts'
import { up as snapshots } from '#server/store/migrations/0011-snapshots.ts'
import { up as evidence } from '#server/store/migrations/0012-evidence.ts'
import { up as precheck } from '#server/store/migrations/0014-precheck.ts'
import { up as settlement } from '#server/store/migrations/0017-settlement.ts'
import { up as districtVersions } from '#server/store/migrations/0018-district-versions.ts'
import { up as signatures } from '#server/store/migrations/0019-signatures.ts'
import { up as handover } from '#server/store/migrations/0020-handover.ts'
import { up as retention } from '#server/store/migrations/0022-retention.ts'
import { up as slips } from '#server/store/migrations/0021-slips.ts'
import { up as visits } from '#server/store/migrations/0023-visits.ts'
import { up as onePromise } from '#server/store/migrations/0024-one-promise.ts'
import { up as consentQuestions } from '#server/store/migrations/0026-consent-questions.ts'
import { up as confidential } from '#server/store/migrations/0027-confidential.ts'
import { up as company } from '#server/store/migrations/0028-company.ts'
import { up as signingOnScreen } from '#server/store/migrations/0029-signing-on-screen.ts'
import { up as wayOnScreen } from '#server/store/migrations/0030-way-on-screen.ts'
import { up as barriers } from './0031-barriers.ts'
import { up as consentOnScreen } from '#server/store/migrations/0033-consent-on-screen.ts'
import { up as phoneLinks } from '#server/store/migrations/0034-phone-links.ts'
import { up as invitations } from './0038-invitations.ts'
import { up as help } from './0040-help.ts'
import { up as interpreters } from './0041-interpreter.ts'
import { up as representative } from './0044-representative.ts'
import { up as queue } from './0045-queue.ts'
import type { Tables } from '#server/store/tables.ts'

/** One step forward; there is no way back but a backup. Names sort in the order they run and never change. */
export interface StoreMigration {
  readonly name: string
  up(db: Kysely<Tables>): Promise<void>
}

export const migrations: readonly StoreMigration[] = [
  { name: '0001-foundation', up: foundation },
  { name: '0002-documents', up: documents },
  { name: '0003-consultations', up: consultations },
  { name: '0004-journal-without-index', up: journalWithoutIndex },
  { name: '0005-journal-in-files', up: journalInFiles },
  { name: '0007-ledger', up: ledger },
  { name: '0008-written-answers', up: writtenAnswers },
  { name: '0011-snapshots', up: snapshots },
  { name: '0012-evidence', up: evidence },
  { name: '0014-precheck', up: precheck },
  { name: '0017-settlement', up: settlement },
  { name: '0018-district-versions', up: districtVersions },
  { name: '0019-signatures', up: signatures },
  { name: '0020-handover', up: handover },
  { name: '0021-slips', up: slips },
  { name: '0022-retention', up: retention },
  { name: '0023-visits', up: visits },
  { name: '0024-one-promise', up: onePromise },
  { name: '0026-consent-questions', up: consentQuestions },
  { name: '0027-confidential', up: confidential },
  { name: '0028-company', up: company },
  { name: '0029-signing-on-screen', up: signingOnScreen },
  { name: '0030-way-on-screen', up: wayOnScreen },
  { name: '0031-barriers', up: barriers },
  { name: '0033-consent-on-screen', up: consentOnScreen },
  { name: '0034-phone-links', up: phoneLinks },
  { name: '0038-invitations', up: invitations },
  { name: '0040-help', up: help },
  { name: '0041-interpreter', up: interpreters },
  { name: '0044-representative', up: representative },
  { name: '0045-queue', up: queue },
]
