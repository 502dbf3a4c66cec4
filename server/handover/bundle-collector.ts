import { germanToday } from '#shared/model/checks/days.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { noValues, type FormValues } from '#shared/model/forms/values.ts'
import type { BundleData, BundleEvidence, BundleService, BundleSignature } from '#shared/model/handover.ts'
import type { CaseId, CaseServiceId, PersonId, ServiceId } from '#shared/model/ids.ts'
import type { FindingDecision, RequirementFinding } from '#shared/model/precheck/findings.ts'
import type { AuditTrail } from '#server/audit/audit-port.ts'
import type { StoredCase, StoredCaseService } from '#server/cases/case-port.ts'
import { nameOf, titleOf } from '#server/cases/case-view.ts'
import type { TakenCase } from '#server/cases/snapshot-service.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { EvidenceRecords, StoredEvidence } from '#server/evidence/evidence-port.ts'
import type { Tx } from '#server/platform/act.ts'
import type { PrecheckRecords, StoredPrecheck } from '#server/precheck/precheck-port.ts'
import type { SettlementRecords, StoredFee, StoredPayment } from '#server/settlement/settlement-port.ts'
import type { HandoverRecords, StoredQuestion } from './handover-port.ts'
import { protocolOf } from './protocol-words.ts'
import { readAnswers } from '#shared/model/forms/read-answers.ts'

/** Signatures that are valid now, by service. */
type SignaturesOf = (tx: Tx, id: CaseId) => Promise<ReadonlyMap<CaseServiceId, readonly BundleSignature[]>>

/** Makes readable what only the citizen typed; for the bundle alone. @throws Refused when a value is not there any more. */
type Opener = (form: Form, values: FormValues, service: string) => FormValues

export interface CollectorParts {
  readonly district: DistrictSource
  readonly audit: AuditTrail
  readonly precheck: PrecheckRecords
  readonly evidence: EvidenceRecords
  readonly settlement: SettlementRecords
  readonly handovers: HandoverRecords
  readonly signatures: SignaturesOf
  readonly opener: (tx: Tx, id: CaseId) => Promise<Opener>
  readonly formOf: (service: ServiceId) => Form | undefined
}

/** What is decided about a bundle before its content is read. */
export type BundleHead = Pick<
  BundleData,
  'handover' | 'number' | 'follows' | 'at' | 'authority' | 'unit' | 'by'
>
export interface ChosenService {
  readonly service: StoredCaseService
  readonly kind: BundleService['kind']
}

/** Everything that is stored about some services of a case. */
interface Stored {
  readonly file: StoredCase
  readonly taken: TakenCase
  readonly precheck: StoredPrecheck
  readonly fees: readonly StoredFee[]
  readonly payments: readonly StoredPayment[]
  readonly signatures: ReadonlyMap<CaseServiceId, readonly BundleSignature[]>
  readonly questions: readonly StoredQuestion[]
  readonly open: Opener
}

/** Reads what a bundle says. The same stored content gives the same data, so that two looks can be compared. */
export class BundleCollector {
  constructor(private readonly parts: CollectorParts) {}

  async collect(
    tx: Tx,
    file: StoredCase,
    taken: TakenCase,
    chosen: readonly ChosenService[],
    head: BundleHead,
  ): Promise<BundleData> {
    const { parts } = this
    const district = parts.district.current()
    const payments = await parts.settlement.payments(tx, file.id)
    const stored: Stored = {
      file,
      taken,
      precheck: await parts.precheck.ofCase(tx, file.id),
      fees: await parts.settlement.fees(tx, file.id),
      payments,
      signatures: await parts.signatures(tx, file.id),
      questions: await parts.handovers.questions(tx, file.id),
      open: await parts.opener(tx, file.id),
    }
    const services = new Set<string>(chosen.map(({ service }) => service.service))
    const ids = new Set<string>(chosen.map(({ service }) => service.id))
    const evidence = (await parts.evidence.list(tx, file.id)).filter(
      (one) => one.withdrawn === null && (one.caseService === null || ids.has(one.caseService)),
    )
    const entries = await parts.audit.history(tx, file.id, (person) => this.#nameOf(person))
    const office = district.offices.find(({ id }) => id === file.office)
    const owner = district.authorities.find(({ id }) => id === office?.authority)
    return {
      format: 'lotse.handover.v1',
      ...head,
      case: {
        id: file.id,
        number: file.number,
        title: file.title,
        citizen: file.citizenName,
        office: file.office,
        officeName: office?.name ?? file.office,
        officeAuthorityName: owner?.name ?? '',
        openedAt: file.openedAt.toISOString(),
      },
      services: chosen.map((one) => this.#service(one, stored, head.at)),
      evidence: evidence.map((one) => this.#evidence(one, file)),
      protocol: protocolOf(entries, services),
    }
  }

  #service({ service, kind }: ChosenService, stored: Stored, at: string): BundleService {
    const district = this.parts.district.current()
    const { id } = service
    const form = this.parts.formOf(service.service)
    const title = titleOf(service.service, district)
    const answers = stored.taken.values.get(id) ?? noValues
    const values = form ? stored.open(form, answers, title) : answers
    const run = stored.precheck.runs.find((one) => one.caseService === id)
    const signOff = stored.precheck.signOffs.findLast((one) => one.caseService === id && one.voidAt === null)
    return {
      caseService: id,
      service: service.service,
      title,
      leika: district.services.find((one) => one.id === service.service)?.leika ?? '',
      kind,
      contract: service.contract,
      hash: stored.taken.services.get(id)?.hash ?? '',
      sections: form ? readAnswers(form, values, germanToday(new Date(at))) : [],
      values,
      findings: (signOff?.rows ?? run?.rows ?? []).map(findingOf),
      checked: run
        ? { day: run.day, byName: this.#nameOf(run.person), at: run.at.toISOString(), colour: run.colour }
        : null,
      signOff: signOff
        ? {
            byName: this.#nameOf(signOff.person),
            at: signOff.at.toISOString(),
            hash: signOff.hash,
            note: signOff.note,
          }
        : null,
      signatures: stored.signatures.get(id) ?? [],
      fee: feeOf(id, stored),
      questions: stored.questions
        .filter((one) => one.caseService === id)
        .map((one) => ({
          about: one.about,
          text: one.text,
          byName: this.#nameOf(one.person),
          at: one.at.toISOString(),
          answer: one.answer,
          answeredByName: one.answeredBy === null ? null : this.#nameOf(one.answeredBy),
        })),
    }
  }

  #evidence(one: StoredEvidence, file: StoredCase): BundleEvidence {
    const of = file.services.find(({ id }) => id === one.caseService)
    return {
      title: one.title,
      service: of ? titleOf(of.service, this.parts.district.current()) : null,
      kind: one.kind,
      file: one.kind === 'file' ? one.name : null,
      sha256: one.kind === 'file' ? one.sha256 : null,
      until: one.kind === 'follow' ? one.until : null,
      document: one.kind === 'attestation' ? one.document : null,
      zoneChecked: one.kind === 'attestation' && one.zoneChecked,
      byName: this.#nameOf(one.person),
      at: one.at.toISOString(),
    }
  }

  #nameOf(person: PersonId | null): string {
    return person === null ? '' : nameOf(person, this.parts.district.current())
  }
}

function findingOf({
  requirement,
  state,
  colour,
  decision,
}: RequirementFinding): BundleService['findings'][number] {
  const { id, title, source } = requirement
  return { requirement: id, title, source, state, colour, decision: decision && decided(decision) }
}

function decided({ decision, text, source, until, byName, at }: FindingDecision) {
  return { decision, text, source, until, byName, at }
}

function feeOf(id: CaseServiceId, { fees, payments }: Stored): BundleService['fee'] {
  const fee = fees.find(({ caseService }) => caseService === id)
  if (!fee) return null
  const paid = payments.findLast(
    (one) => one.state === 'paid' && one.lines.some(({ caseService }) => caseService === id),
  )
  const { title, cents, source, exempt, state } = fee
  return { title, cents, source, exempt, state, receipt: state === 'paid' ? (paid?.receipt ?? null) : null }
}
