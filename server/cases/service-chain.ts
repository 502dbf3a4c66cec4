import type { CaseServiceView } from '#shared/model/case.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import type { CaseRecords, StoredCase, StoredCaseService } from './case-port.ts'
import type { CaseProgress } from './case-progress.ts'

type Services = ReadonlySet<CaseServiceId>

/** What the chain asks the capabilities above it; each answers for all services of a case at once. */
export interface ChainLinks {
  /** Last Vorprüfung without anything red or open; asked for services an office finishes without company. */
  checked(tx: Tx, file: StoredCase): Promise<Services>
  /** Everything that is to be signed has a valid signature, or nothing is to be signed. */
  signed(tx: Tx, file: StoredCase): Promise<Services>
  /** Paid, exempt, free, or without a fee. */
  settled(tx: Tx, file: StoredCase): Promise<Services>
}

/**
 * Signed off → signed → fee due → fee settled (design 2-domain): a service goes on by itself as far as what was decided carries
 * it. Told by whoever decided something; the way back is a matter of `FormWatch`.
 */
export class ServiceChain {
  constructor(
    private readonly files: Pick<CaseRecords, 'find'>,
    private readonly progress: CaseProgress,
    private readonly links: ChainLinks,
  ) {}

  /** @returns whether a service went on; the caller tells the case. */
  async goOn(act: Act, id: CaseId): Promise<boolean> {
    const file = await this.files.find(act.tx, id)
    const concerned = file?.services.filter(({ mode }) => mode === 'independent' || mode === 'accompanied')
    if (!file || !concerned?.some(({ state }) => state in steps)) return false
    const facts = {
      checked: await this.links.checked(act.tx, file),
      signed: await this.links.signed(act.tx, file),
      settled: await this.links.settled(act.tx, file),
    }
    let moved = false
    for (const service of concerned) {
      let now = service
      for (let next = step(now, facts); next !== null; next = step(now, facts)) {
        await this.progress.advance(act, file, now, next)
        now = { ...now, state: next }
        moved = true
      }
    }
    return moved
  }
}

type State = CaseServiceView['state']
type Facts = Readonly<Record<keyof ChainLinks, Services>>
type Step = (service: StoredCaseService, facts: Facts) => State | null

const steps: Partial<Readonly<Record<State, Step>>> = {
  prechecked: ({ id, mode }, { checked, signed }) =>
    mode === 'independent' && checked.has(id) && signed.has(id) ? 'signed' : null,
  signed_off: ({ id }, { signed }) => (signed.has(id) ? 'signed' : null),
  signed: () => 'fee_due',
  fee_due: ({ id }, { settled }) => (settled.has(id) ? 'fee_settled' : null),
  // Paid back before it was handed over.
  fee_settled: ({ id }, { settled }) => (settled.has(id) ? null : 'fee_due'),
}

const step: Step = (service, facts) => steps[service.state]?.(service, facts) ?? null
