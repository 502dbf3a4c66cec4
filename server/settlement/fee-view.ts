import type { District } from '#shared/model/district.ts'
import {
  changeOf,
  feeLines,
  sumsPerPayee,
  totalOf,
  type FeeRules,
  type FeeService,
  type FeeView,
  type PayeeSum,
  type PaymentView,
} from '#shared/model/fee.ts'
import type { AuthorityId } from '#shared/model/ids.ts'
import type { StoredCase } from '#server/cases/case-port.ts'
import { nameOf, titleOf } from '#server/cases/case-view.ts'
import type { StoredFee, StoredPayment } from './settlement-port.ts'
import type { PaymentTerminal } from './terminal-port.ts'

interface FeeRecord {
  readonly file: StoredCase
  readonly rev: number
  readonly fees: readonly StoredFee[]
  readonly payments: readonly StoredPayment[]
}

const uncounted: readonly string[] = ['cancelled', 'refunded']

/** Fees and payments with the names of the district, as the screen shows them. */
export function feeViewOf(
  { file, rev, fees, payments }: FeeRecord,
  rules: FeeRules,
  district: District,
  terminal: PaymentTerminal,
): FeeView {
  const fixed = new Map(fees.map((one) => [one.caseService, one]))
  const lines = feeLines(feeServicesOf(file), rules, fixed)
  const counted = lines.filter((one) => !uncounted.includes(one.state))
  return {
    case: file.id,
    rev,
    lines: lines.map(({ caseService, variant, title, cents, source, exempt, state, ...line }) => ({
      caseService,
      variant,
      title,
      cents,
      source,
      exempt,
      state,
      service: line.service,
      payee: line.payee,
      contract: line.contract,
      rule: line.rule,
      serviceTitle: titleOf(line.service, district),
      payeeName: payeeName(line.payee, district),
    })),
    sums: withNames(sumsPerPayee(counted), district),
    total: totalOf(counted),
    due: totalOf(lines.filter((one) => one.state === 'fixed')),
    payments: payments.map((one) => paymentViewOf(one, district)),
    terminal: { name: terminal.name, simulator: terminal.simulator, steerable: terminal.steerable },
  }
}

function feeServicesOf(file: StoredCase): FeeService[] {
  return file.services.map(({ id, service, authority, contract, state }) => ({
    id,
    service,
    authority,
    contract,
    cancelled: state === 'cancelled',
  }))
}

function paymentViewOf(one: StoredPayment, district: District): PaymentView {
  const { id, kind, method, state, cents, given, receipt, reason, refundOf } = one
  return {
    id,
    kind,
    method,
    state,
    cents,
    given,
    receipt,
    reason,
    refundOf,
    change: given === null ? null : changeOf(cents, given),
    at: one.at.toISOString(),
    until: state === 'running' ? (one.until?.toISOString() ?? null) : null,
    personName: nameOf(one.person, district),
    lines: one.lines.map((line) => ({
      ...line,
      serviceTitle: titleOf(line.service, district),
      payeeName: payeeName(line.payee, district),
    })),
    sums: withNames(sumsPerPayee(one.lines), district),
  }
}

export function withNames(
  sums: readonly { payee: AuthorityId; cents: number }[],
  district: District,
): PayeeSum[] {
  return sums.map((one) => ({ ...one, payeeName: payeeName(one.payee, district) }))
}

export const payeeName = (payee: AuthorityId, district: District): string =>
  district.authorities.find((one) => one.id === payee)?.name ?? payee
