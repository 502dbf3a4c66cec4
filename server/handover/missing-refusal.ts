import type { Missing } from '#shared/model/handover.ts'
import { Refused } from '#server/platform/refused.ts'

interface About {
  readonly service: string
}

/** Why a service that was named cannot be handed over, each with what to do. */
export const missingRefusal: Readonly<Record<Missing, (about: About) => Refused>> = {
  paused: ({ service }) => new Refused('E_STATE', 'handover-missing-paused', { service }),
  question: ({ service }) => new Refused('E_STATE', 'handover-missing-question', { service }),
  precheck: ({ service }) => new Refused('E_STATE', 'handover-missing-precheck', { service }),
  red: ({ service }) => new Refused('E_STATE', 'handover-missing-red', { service }),
  signoff: ({ service }) => new Refused('E_STATE', 'handover-missing-signoff', { service }),
  signature: ({ service }) => new Refused('E_STATE', 'handover-missing-signature', { service }),
  fee: ({ service }) => new Refused('E_STATE', 'handover-missing-fee', { service }),
  referral: ({ service }) => new Refused('E_STATE', 'handover-missing-referral', { service }),
  gone: ({ service }) => new Refused('E_STATE', 'handover-missing-gone', { service }),
  over: ({ service }) => new Refused('E_STATE', 'handover-missing-over', { service }),
}
