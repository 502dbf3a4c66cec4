import type { AccountRecords } from '#server/identity/account-port.ts'
import { hashPassword } from '#server/identity/session-service.ts'
import type { DeskInfo } from '#shared/contract/session-contract.ts'
import type { District } from '#shared/model/district.ts'
import type { Tx } from '#server/platform/act.ts'
import type { Settings } from '#server/platform/setting-port.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import type { Config } from './config.ts'

/** Every demo login has this password; shown on the sign-in page. */
const demoPassword = 'lindetal'

export interface DemoParts {
  readonly config: Config
  readonly store: { transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> }
  readonly settings: Settings
  readonly accounts: AccountRecords
  readonly district: District
  readonly seedDuty: (tx: Tx) => Promise<void>
}

/**
 * Fills an empty store with the demo district where DEMO says so, or by default when the store is embedded.
 * @returns whether the store is that of the demo, and whether its logins are shown. @throws StartRefused when the store is empty and stays so.
 */
export async function openDemo(parts: DemoParts): Promise<{ bundled: boolean; shown: boolean }> {
  return parts.store.transaction(async (tx) => {
    const known = await parts.settings.get(tx, 'district')
    const bundled = known?.['demo'] === true
    if (known) return { bundled, shown: bundled && parts.config.demo !== false }
    if (!(parts.config.demo ?? parts.config.databaseUrl === null)) {
      throw new StartRefused(
        'Der Datenbestand ist leer und DEMO ist aus: Es ist noch kein Landkreis eingerichtet. Bitte mit „npm run district:import -- <Datei>“ einrichten, oder zum Ausprobieren mit DEMO=on starten.',
      )
    }
    await seedDemoAccounts(parts.accounts, tx, parts.district)
    await parts.seedDuty(tx)
    await parts.settings.set(tx, 'district', { demo: true, name: parts.district.name })
    return { bundled: true, shown: true }
  })
}

/** One account for each person of the demo district. */
async function seedDemoAccounts(records: AccountRecords, tx: Tx, district: District): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  for (const staff of district.staff) {
    const account = { person: staff.id, login: staff.login, passwordHash, active: true, oneTime: false }
    await records.insert(tx, account)
  }
}

const roleWords = {
  adviser: 'Bürgerberatung',
  specialist: 'Fachkraft',
  manager: 'Büroleitung',
  administrator: 'Kreisadministration',
  auditor: 'Revision',
} as const

/** Who can be tried out, as the sign-in page lists them. */
export function demoLogins(district: District): DeskInfo['logins'] {
  return district.staff.map((staff) => {
    const unit = district.units.find((one) => one.id === staff.unit && staff.roles.includes('specialist'))
    const office = district.offices.find((one) => one.id === staff.office)
    const kind = office?.kind === 'A' || office?.kind === 'B' ? ` (Typ ${office.kind})` : ''
    return {
      login: staff.login,
      name: staff.name,
      role: staff.teamLead ? 'Teamleitung' : staff.roles.map((role) => roleWords[role]).join(', '),
      place: [unit?.name, office && `${office.name}${kind}`].filter(Boolean).join(', '),
    }
  })
}
