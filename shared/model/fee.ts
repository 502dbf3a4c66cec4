import type { AuthorityId, CaseId, CaseServiceId, ContractId, PaymentId, ServiceId } from './ids.ts'

/** One amount a service may cost. `when`: a German sentence that says whom it is for. */
interface FeeVariant {
  readonly id: string
  readonly title: string
  readonly cents: number
  readonly source: string
  readonly when?: string
}

/** What a service costs. The first variant is the usual one. */
export interface FeeRule {
  /** V verified in a source, P partly, L local or varying, U unverified. */
  readonly status: 'V' | 'P' | 'L' | 'U'
  readonly variants: readonly FeeVariant[]
}
/** Rules by service; a service without one has a fee that is set elsewhere. */
export type FeeRules = Readonly<Record<string, FeeRule>>

/** States of a fee and where each may go (design 2-domain). `open`: asked of a terminal, the answer is out. */
export const feeTransitions = {
  computed: ['fixed', 'exempt', 'cancelled'],
  fixed: ['fixed', 'exempt', 'open', 'cancelled'],
  open: ['paid', 'fixed'],
  paid: ['refunded'],
  exempt: ['fixed', 'exempt', 'cancelled'],
  refunded: ['fixed', 'exempt', 'cancelled'],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>
export type FeeState = keyof typeof feeTransitions

export function feeMayGo(from: FeeState, to: FeeState): boolean {
  const next: readonly FeeState[] = feeTransitions[from]
  return next.includes(to)
}

/** What was decided for a service; keeps amount and source as they were that day. */
export interface FixedFee {
  readonly caseService: CaseServiceId
  readonly variant: string | null
  readonly title: string
  readonly cents: number
  readonly source: string
  /** Why nothing is taken; null: the amount stands. */
  readonly exempt: string | null
  readonly state: FeeState
}

export type FeeChoice =
  | { readonly caseService: CaseServiceId; readonly variant: string }
  | { readonly caseService: CaseServiceId; readonly exempt: string }

/** A service as the fee sees it; the payee is the authority whose task it is. */
export interface FeeService {
  readonly id: CaseServiceId
  readonly service: ServiceId
  readonly authority: AuthorityId
  readonly contract: ContractId | null
  readonly cancelled: boolean
}

export interface FeeLine extends FixedFee {
  readonly service: ServiceId
  readonly payee: AuthorityId
  readonly contract: ContractId | null
  readonly rule: FeeRule
}

/** Nothing is ever taken for it, so nothing has to be decided. */
export const isFree = (rule: FeeRule): boolean => rule.variants.every(({ cents }) => cents === 0)

/** The lines of a case: decided ones as they were decided, the others with the usual amount of their rule. */
export function feeLines(
  services: readonly FeeService[],
  rules: FeeRules,
  fixed: ReadonlyMap<string, FixedFee>,
): FeeLine[] {
  return services.flatMap((one): FeeLine[] => {
    const decided = fixed.get(one.id)
    const rule = rules[one.service]
    const [usual] = rule?.variants ?? []
    if (decided === undefined && (one.cancelled || usual === undefined)) return []
    const now = decided ?? computedFee(one.id, usual as FeeVariant, rule !== undefined && isFree(rule))
    const ended = one.cancelled && feeMayGo(now.state, 'cancelled')
    return [
      {
        ...now,
        state: ended ? 'cancelled' : now.state,
        service: one.service,
        payee: one.authority,
        contract: one.contract,
        rule: rule ?? { status: 'U', variants: [] },
      },
    ]
  })
}

function computedFee(caseService: CaseServiceId, usual: FeeVariant, free: boolean): FixedFee {
  const { id, title, cents, source } = usual
  return { caseService, variant: id, title, cents, source, exempt: null, state: free ? 'exempt' : 'computed' }
}

/** What a choice decides; null when the rule knows no such variant. An amount of nothing is settled at once. */
export function decideFee(rule: FeeRule, choice: FeeChoice): FixedFee | null {
  const { caseService } = choice
  if ('exempt' in choice) {
    const [usual] = rule.variants
    const source = usual?.source ?? ''
    return {
      caseService,
      variant: null,
      title: usual?.title ?? '',
      cents: 0,
      source,
      exempt: choice.exempt,
      state: 'exempt',
    }
  }
  const found = rule.variants.find((one) => one.id === choice.variant)
  if (!found) return null
  const { id, title, cents, source } = found
  const state = wholeCents(cents) === 0 ? 'exempt' : 'fixed'
  return { caseService, variant: id, title, cents, source, exempt: null, state }
}

/** @throws RangeError for anything but whole cents from 0. */
export function wholeCents(cents: number): number {
  if (!Number.isSafeInteger(cents) || cents < 0) throw new RangeError(`not whole cents: ${cents}`)
  return cents
}

interface Part {
  readonly payee: AuthorityId
  readonly cents: number
}

export const totalOf = (parts: readonly { readonly cents: number }[]): number =>
  parts.reduce((sum, one) => sum + wholeCents(one.cents), 0)

/** One sum for each payee, in the order in which they first appear. */
export function sumsPerPayee(parts: readonly Part[]): { payee: AuthorityId; cents: number }[] {
  const sums = new Map<AuthorityId, number>()
  for (const { payee, cents } of parts) sums.set(payee, (sums.get(payee) ?? 0) + wholeCents(cents))
  return [...sums].map(([payee, cents]) => ({ payee, cents }))
}

/** What goes back in coins; null when too little was given. */
export function changeOf(total: number, given: number): number | null {
  const left = wholeCents(given) - wholeCents(total)
  return left < 0 ? null : left
}

export const paymentMethods = ['cash', 'terminal'] as const
export type PaymentMethod = (typeof paymentMethods)[number]
/** `unclear`: the terminal did not answer; nobody is asked again until a person has looked (`fee:reconcile`). */
export type PaymentState = 'running' | 'unclear' | 'paid' | 'declined' | 'not_paid' | 'refunded'

export interface PaymentLine extends Part {
  readonly caseService: CaseServiceId
  readonly service: ServiceId
  readonly contract: ContractId | null
  /** What was charged, as it was called that day. */
  readonly title: string
}

export interface PaymentView {
  readonly id: PaymentId
  readonly kind: 'payment' | 'refund'
  readonly method: PaymentMethod
  readonly state: PaymentState
  readonly cents: number
  /** Cash only. */
  readonly given: number | null
  readonly change: number | null
  readonly receipt: string | null
  readonly at: string
  /** Until when the terminal is waited for; only while running. */
  readonly until: string | null
  readonly personName: string
  readonly reason: string | null
  readonly refundOf: PaymentId | null
  readonly lines: readonly (PaymentLine & { readonly serviceTitle: string; readonly payeeName: string })[]
  readonly sums: readonly PayeeSum[]
}

export interface PayeeSum extends Part {
  readonly payeeName: string
}

/** Fees and payments of a case. `rev` grows by one with every command that changes them. */
export interface FeeView {
  readonly case: CaseId
  readonly rev: number
  readonly lines: readonly (FeeLine & { readonly serviceTitle: string; readonly payeeName: string })[]
  readonly sums: readonly PayeeSum[]
  readonly total: number
  /** Decided and not yet asked for. */
  readonly due: number
  readonly payments: readonly PaymentView[]
  /** `simulator`: nobody's money moves. `steerable`: the screen may say how the simulator behaves. */
  readonly terminal: { readonly name: string; readonly simulator: boolean; readonly steerable: boolean }
}
