import type { District } from '#shared/model/district.ts'
import { plainStatus, type PlainStatus, type SlipOffice } from '#shared/model/slip.ts'
import type { StoredCase } from '#server/cases/case-port.ts'
import { titleOf } from '#server/cases/case-view.ts'
import type { StoredEvidence } from '#server/evidence/evidence-port.ts'
import type { StoredHandover } from '#server/handover/handover-port.ts'
import type { StoredFee } from '#server/settlement/settlement-port.ts'

/** Everything a Laufzettel says, without words. */
export interface SlipFacts {
  readonly number: string
  readonly office: SlipOffice
  readonly services: readonly SlipService[]
}

export interface SlipService extends PlainStatus {
  readonly title: string
  readonly authorityName: string
  /** What was promised to be brought, until an ISO day. */
  readonly bring: readonly { readonly title: string; readonly until: string }[]
  /** Null: nothing was taken. */
  readonly paid: number | null
  readonly payeeName: string
}

export interface SlipSources {
  readonly file: StoredCase
  readonly evidence: readonly StoredEvidence[]
  readonly fees: readonly StoredFee[]
  readonly handovers: readonly StoredHandover[]
  readonly district: District
}

export function slipFacts(sources: SlipSources): SlipFacts {
  const { file, district } = sources
  return {
    number: file.number,
    office: officeOf(file, district),
    services: file.services.map((one) => {
      const answered = sources.handovers
        .flatMap(({ services }) => services)
        .filter(({ caseService, result }) => caseService === one.id && result !== 'open')
      const status = plainStatus(one.state, {
        question: one.questions.length > 0,
        pause: one.pause?.reason ?? null,
        rejected: answered.at(-1)?.result === 'rejected',
      })
      const fee = sources.fees.find(({ caseService, state }) => caseService === one.id && state === 'paid')
      return {
        ...status,
        title: titleOf(one.service, district),
        authorityName: authorityName(one.authority, district),
        bring: sources.evidence.flatMap((paper) =>
          paper.kind === 'follow' && paper.withdrawn === null && paper.caseService === one.id
            ? [{ title: paper.title, until: paper.until }]
            : [],
        ),
        paid: fee?.cents ?? null,
        payeeName: fee ? authorityName(fee.payee, district) : '',
      }
    }),
  }
}

const authorityName = (id: string, district: District): string =>
  district.authorities.find((one) => one.id === id)?.name ?? id

const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const

function officeOf(file: StoredCase, district: District): SlipOffice {
  const office = district.offices.find(({ id }) => id === file.office)
  return {
    name: office?.name ?? '',
    phone: office?.phone ?? null,
    hours: weekdays.flatMap((day, at) => {
      const times = office?.hours?.[day]
      return times === undefined ? [] : [{ weekday: at + 1, times }]
    }),
  }
}
