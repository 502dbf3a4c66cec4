import { randomInt } from 'node:crypto'
import type { Staff } from '#shared/model/district.ts'
import type { PersonId, SessionId } from '#shared/model/ids.ts'
import type { People } from '#server/district/people-port.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import type { AccountRecords } from './account-port.ts'
import { hashPassword } from './session-service.ts'

/** Without signs that are mistaken for each other on paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Three groups of four, 59 bit: read out, typed once, replaced at the first sign-in. */
export function newOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group()].join('-')
}

/** Accounts follow the district: who is new gets one, who left loses it, who changed signs in anew. */
export class AccountPeople implements People {
  constructor(
    private readonly accounts: AccountRecords,
    /** Closes everything these sessions opened; after COMMIT. */
    private readonly sessionsEnded: (ids: ReadonlySet<SessionId>) => void,
  ) {}

  async follow(act: Act, before: readonly Staff[], after: readonly Staff[]): Promise<void> {
    const known = new Map(before.map((one) => [one.id, one]))
    const staying = new Set(after.map((one) => one.id))
    const ended: SessionId[] = []
    for (const { id } of before) {
      if (staying.has(id)) continue
      await this.accounts.setActive(act.tx, id, false)
      ended.push(...(await this.accounts.endAll(act.tx, id, act.at)))
      act.record({ action: 'account.closed', subject: id })
    }
    for (const person of after) {
      const old = known.get(person.id)
      if (old && samePlace(old, person)) continue
      if (old) ended.push(...(await this.accounts.endAll(act.tx, person.id, act.at)))
      else await this.#open(act, person)
    }
    if (ended.length > 0) act.afterCommit(() => this.sessionsEnded(new Set(ended)))
  }

  async unused(tx: Tx): Promise<ReadonlySet<PersonId>> {
    return this.accounts.unused(tx)
  }

  async oneTimePassword(act: Act, person: PersonId): Promise<string | undefined> {
    if (!(await this.accounts.unused(act.tx)).has(person)) return undefined
    const password = newOneTimePassword()
    await this.accounts.setPassword(act.tx, person, await hashPassword(password), true)
    return password
  }

  /** Nobody knows the first password; the administration gives one out when the person is there. */
  async #open(act: Act, person: Staff): Promise<void> {
    const passwordHash = await hashPassword(newOneTimePassword())
    const account = { person: person.id, login: person.login, passwordHash, active: true, oneTime: true }
    if (!(await this.accounts.setActive(act.tx, person.id, true))) await this.accounts.insert(act.tx, account)
    act.record({ action: 'account.opened', subject: person.id })
  }
}

/** What rights depend on. */
function samePlace(one: Staff, other: Staff): boolean {
  return (
    one.authority === other.authority &&
    one.office === other.office &&
    one.unit === other.unit &&
    one.teamLead === other.teamLead &&
    one.roles.toSorted().join(' ') === other.roles.toSorted().join(' ')
  )
}
