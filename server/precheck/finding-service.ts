import type { CasePrecheck } from '#shared/contract/precheck-contract.ts'
import { inputsOf, type FindingDecision } from '#shared/model/precheck/findings.ts'
import { requirementsOn } from '#shared/model/precheck/requirement.ts'
import type { TakenCase } from '#server/cases/snapshot-service.ts'
import type { Act } from '#server/platform/act.ts'
import { actorOf } from '#server/platform/actor.ts'
import { Refused } from '#server/platform/refused.ts'
import type { Held, HeldPrechecks, Place } from './held-precheck.ts'
import type { PrecheckRecords, RequirementsOf, StoredDecision } from './precheck-port.ts'

/** What a specialist says to a single finding: discretion used, or taken back. */
export class FindingService {
  constructor(
    private readonly held: HeldPrechecks,
    private readonly records: Pick<PrecheckRecords, 'decide'>,
    private readonly rulesOf: RequirementsOf,
  ) {}

  async decide(
    act: Act,
    taken: TakenCase,
    wish: Place & {
      requirement: string
      decision: 'accept' | 'refuse' | 'withdraw'
      text: string
      source: string
    },
  ): Promise<CasePrecheck> {
    const held = await this.held.hold(act, taken, wish, 'finding.decide')
    const rule = this.#rule(held, wish.requirement)
    if (!rule.discretion) throw new Refused('E_STATE', 'finding-no-discretion', { title: rule.title })
    const decision =
      wish.decision === 'withdraw' ? null : this.#decision(act, held, { ...wish, decision: wish.decision })
    await this.records.decide(act.tx, wish.case, wish, decision)
    act.record({
      action: `finding.${wish.decision}`,
      case: wish.case,
      subject: wish.caseService,
      history: true,
      detail: { service: held.service.service, ...held.acting, requirement: rule.title },
    })
    return this.held.tell(act, wish.case)
  }

  /** The rule in force today, when the service asks it now. */
  #rule(held: Held, id: string) {
    const rule = requirementsOn(this.rulesOf(held.service.service), held.day).find((one) => one.id === id)
    const asked = held.findings.rows.find(({ requirement }) => requirement.id === id)
    if (!rule || !asked) throw new Refused('E_SCHEMA', 'finding-unknown')
    if (asked.state === 'met') throw new Refused('E_STATE', 'finding-met', { title: rule.title })
    return rule
  }

  #decision(
    act: Act,
    held: Held,
    said: Place & Pick<FindingDecision, 'requirement' | 'decision' | 'text' | 'source'>,
  ): StoredDecision {
    const { caseService, requirement, decision, text, source } = said
    return {
      caseService,
      requirement,
      decision,
      text,
      source,
      until: null,
      inputs: inputsOf(this.#rule(held, requirement), held.values),
      person: actorOf(act).person,
      at: act.at,
    }
  }
}
