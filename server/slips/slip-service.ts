import { v7 as uuidv7 } from 'uuid'
import type { CaseId } from '#shared/model/ids.ts'
import type { SlipState, StatusView } from '#shared/model/slip.ts'
import type { Language } from '#shared/text/languages.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { CaseRecords, StoredCase } from '#server/cases/case-port.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { EvidenceRecords } from '#server/evidence/evidence-port.ts'
import type { HandoverRecords } from '#server/handover/handover-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { freshCode } from '#server/platform/fresh-code.ts'
import { Refused } from '#server/platform/refused.ts'
import type { SettlementRecords } from '#server/settlement/settlement-port.ts'
import { slipFacts, type SlipFacts } from './slip-facts.ts'
import type { SlipRecords, StoredSlip } from './slip-port.ts'
import type { SlipSeal } from './slip-seal.ts'
import { slipSheet } from './slip-sheet.ts'

/** Days a code answers; most matters are over by then, and it can be given out anew. */
const validDays = 180

export interface SlipParts {
  readonly cases: CaseService
  readonly files: Pick<CaseRecords, 'find'>
  readonly records: SlipRecords
  readonly evidence: Pick<EvidenceRecords, 'list'>
  readonly settlement: Pick<SettlementRecords, 'fees'>
  readonly handovers: Pick<HandoverRecords, 'ofCase'>
  readonly district: DistrictSource
  readonly seal: SlipSeal
  /** Address of the desk, without a path. */
  readonly base: () => string
}

/** Laufzettel and status: what a citizen takes home of a case, and what a code tells without saying whose it is. */
export class SlipService {
  constructor(private readonly parts: SlipParts) {}

  async read(
    tx: Tx,
    principal: Principal,
    wish: { case: CaseId; language: Language },
    at: Date,
  ): Promise<SlipState> {
    const { cases, records, seal, base, district } = this.parts
    const { file } = await cases.readFor(tx, principal, wish.case, 'slip.read', at)
    const slip = await records.live(tx, file.id, at)
    const code = slip && seal.open(slip.sealed)
    const note = slip?.note ?? null
    const said = code === undefined || !slip ? null : { code, until: slip.expiresAt, base: base() }
    return {
      sheet: slipSheet(await this.#facts(tx, file), { language: wish.language, at, note, code: said }),
      issued:
        slip && code !== undefined
          ? {
              at: slip.issuedAt.toISOString(),
              personName: nameOf(slip.person, district.current()),
              until: slip.expiresAt.toISOString(),
              note,
            }
          : null,
    }
  }

  /** The same to be handed over on paper, which leaves a row. */
  async hand(act: Act, principal: Principal, wish: { case: CaseId; language: Language }) {
    const { sheet } = await this.read(act.tx, principal, wish, act.at)
    const file = await this.parts.files.find(act.tx, wish.case)
    act.record({ action: 'slip.handed', case: wish.case, history: true })
    return { sheet, number: file?.number ?? '', at: act.at }
  }

  async issue(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; note?: string },
  ): Promise<{ until: string }> {
    const { records, seal } = this.parts
    await this.#hold(act, principal, wish.case)
    const before = await records.live(act.tx, wish.case, act.at)
    const by = { person: principal.person, at: act.at, reason: 'replaced' }
    await records.revoke(act.tx, wish.case, by)
    const code = freshCode()
    const slip: StoredSlip = {
      id: uuidv7({ msecs: act.at.getTime() }),
      case: wish.case,
      hash: seal.hashOf(code),
      sealed: seal.seal(code),
      note: wish.note?.trim() ?? null,
      person: principal.person,
      issuedAt: act.at,
      expiresAt: new Date(act.at.getTime() + validDays * 86_400_000),
    }
    await records.insert(act.tx, slip)
    const action = before ? 'slip.renewed' : 'slip.issued'
    act.record({ action, case: wish.case, subject: slip.id, history: true })
    await this.parts.cases.tell(act, wish.case)
    return { until: slip.expiresAt.toISOString() }
  }

  async revoke(
    act: Act,
    principal: Principal,
    wish: { case: CaseId; reason: string },
  ): Promise<{ at: string }> {
    const { records } = this.parts
    await this.#hold(act, principal, wish.case)
    const live = await records.live(act.tx, wish.case, act.at)
    if (!live) throw new Refused('E_STATE', 'slip-none')
    const by = { person: principal.person, at: act.at, reason: wish.reason.trim() }
    await records.revoke(act.tx, wish.case, by)
    act.record({ action: 'slip.revoked', case: wish.case, subject: live.id, history: true })
    await this.parts.cases.tell(act, wish.case)
    return { at: act.at.toISOString() }
  }

  /** What a code tells. Whatever is no live code takes the same way to undefined: one keyed hash, one query. */
  async status(tx: Tx, typed: string, at: Date): Promise<StatusView | undefined> {
    const id = await this.parts.records.caseOf(tx, this.parts.seal.hashOf(typed), at)
    const file = id && (await this.parts.files.find(tx, id))
    if (!file) return undefined
    const { office, services } = await this.#facts(tx, file)
    return {
      at: at.toISOString(),
      office,
      services: services.map(({ title, authorityName, state, next, bring }) => ({
        title,
        authorityName,
        state,
        next,
        missing: bring.length,
        until: bring.map(({ until }) => until).toSorted()[0] ?? null,
      })),
    }
  }

  /** May-I, and nobody else gives out a code for the same case meanwhile. A closed case still has its Laufzettel. */
  async #hold(act: Act, principal: Principal, id: CaseId): Promise<void> {
    await this.parts.cases.readFor(act.tx, principal, id, 'slip.issue', act.at)
    await this.parts.files.find(act.tx, id, 'lock')
  }

  async #facts(tx: Tx, file: StoredCase): Promise<SlipFacts> {
    const { evidence, settlement, handovers, district } = this.parts
    return slipFacts({
      file,
      evidence: await evidence.list(tx, file.id),
      fees: await settlement.fees(tx, file.id),
      handovers: await handovers.ofCase(tx, file.id),
      district: district.current(),
    })
  }
}
