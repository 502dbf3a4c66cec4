import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { v7 as uuidv7 } from 'uuid'
import type { LockedView, SessionView } from '#shared/contract/session-contract.ts'
import type { PersonId, SessionId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Act, Tx } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import { sha256Hex } from '#server/platform/sha256.ts'
import type { Account, AccountRecords } from './account-port.ts'

/** A working day with overtime; then one signs in again. */
export const sessionLifeMs = 12 * 60 * 60 * 1000

/** Characters of a password somebody chose. */
const shortestPassword = 12

/** OWASP's second recommendation for argon2id: 19 MiB, 2 passes. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, argon)

export interface OpenedSession {
  /** Goes into the cookie and nowhere else. */
  readonly token: string
  readonly principal: Principal
  readonly until: Date
}

/** Local accounts and server-side sessions. */
export class SessionService {
  /** Verified against when the login is unknown, so that both answers take the same time. */
  readonly #decoy = hashPassword(randomBytes(16).toString('hex'))

  constructor(
    private readonly accounts: AccountRecords,
    private readonly district: DistrictSource,
  ) {}

  /** The account of a login, to be checked with {@link passwordFits} outside of any transaction. */
  account(tx: Tx, login: string): Promise<Account | undefined> {
    return this.accounts.byLogin(tx, login.trim().toLowerCase())
  }

  /** Takes long on purpose, and as long for a login that does not exist. */
  async passwordFits(account: Account | undefined, password: string): Promise<boolean> {
    const fits = await verify(account?.passwordHash ?? (await this.#decoy), password)
    return fits && account?.active === true
  }

  /**
   * The hash to be stored when a one-time password is replaced at sign-in; undefined when there is nothing to replace.
   * @throws Refused `E_STATE` when a new password is needed, `E_SCHEMA` when it is too weak.
   */
  async replacement(
    account: Account,
    password: string,
    wanted: string | undefined,
  ): Promise<string | undefined> {
    if (!account.oneTime) return undefined
    if (wanted === undefined) throw new Refused('E_STATE', 'password-one-time')
    if (wanted.length < shortestPassword || wanted === password || wanted === account.login)
      throw new Refused('E_SCHEMA', 'password-weak')
    return hashPassword(wanted)
  }

  /**
   * `passwordHash`: replaces a one-time password in the same transaction. `former`: what the browser held before; a locked
   * session ends with it.
   */
  async open(
    act: Act,
    person: PersonId,
    { passwordHash, former }: { passwordHash?: string | undefined; former?: string | undefined } = {},
  ): Promise<OpenedSession | undefined> {
    const id = uuidv7() as SessionId
    const principal = this.principal(person, id)
    if (!principal) return undefined

    if (passwordHash !== undefined) {
      await this.accounts.setPassword(act.tx, person, passwordHash, false)
      act.record({ action: 'account.password_set', subject: person })
    }
    const token = randomBytes(32).toString('base64url')
    const until = new Date(act.at.getTime() + sessionLifeMs)
    await this.accounts.openSession(act.tx, {
      id,
      person,
      expiresAt: until,
      tokenHash: sha256Hex(token),
      createdAt: act.at,
    })
    const locked =
      former === undefined ? undefined : await this.accounts.lockedSession(act.tx, sha256Hex(former), act.at)
    if (locked) await this.accounts.endSession(act.tx, locked.id, act.at)
    const action = locked?.person === person ? 'session.unlocked' : 'session.opened'
    act.record({ action, subject: person })
    return { token, principal, until }
  }

  async read(tx: Tx, token: string, at: Date): Promise<{ principal: Principal; until: Date } | undefined> {
    const session = await this.accounts.liveSession(tx, sha256Hex(token), at)
    const principal = session && this.principal(session.person, session.id)
    return session && principal && { principal, until: session.expiresAt }
  }

  /** Until the password opens another, this session is worth nothing: not read, not live, on no transport. */
  async lock(act: Act, principal: Principal): Promise<void> {
    act.record({ action: 'session.locked', subject: principal.person })
    await this.accounts.lockSession(act.tx, principal.session, act.at)
  }

  /** Whose locked desk this browser is. */
  async locked(tx: Tx, token: string, at: Date): Promise<LockedView | undefined> {
    const session = await this.accounts.lockedSession(tx, sha256Hex(token), at)
    const principal = session && this.principal(session.person, session.id)
    return principal && { login: principal.login, name: principal.name }
  }

  /** Ends this session, or with `everywhere` every session of the person. Returns the sessions that ended. */
  async end(act: Act, principal: Principal, everywhere: boolean): Promise<SessionId[]> {
    act.record({ action: 'session.ended', subject: principal.person, detail: { everywhere } })
    if (everywhere) return this.accounts.endAll(act.tx, principal.person, act.at)
    await this.accounts.endSession(act.tx, principal.session, act.at)
    return [principal.session]
  }

  stillLive(tx: Tx, ids: readonly SessionId[], at: Date): Promise<Set<SessionId>> {
    return this.accounts.stillLive(tx, ids, at)
  }

  /** What a person is, from the district's own list: never from the client, never from the session row. */
  principal(person: PersonId, session: SessionId): Principal | undefined {
    const district = this.district.current()
    const staff = district.staff.find((one) => one.id === person)
    const office = district.offices.find((one) => one.id === staff?.office)
    const authority = district.authorities.find((one) => one.id === staff?.authority)
    if (!staff || !office || !authority) return undefined
    return {
      kind: 'staff',
      session,
      person,
      login: staff.login,
      name: staff.name,
      roles: staff.roles,
      authority: authority.id,
      authorityKind: authority.kind,
      office: office.id,
      officeKind: office.kind,
      ...(staff.unit ? { unit: staff.unit } : {}),
    }
  }

  view(principal: Principal, until: Date): SessionView {
    const district = this.district.current()
    const office = district.offices.find((one) => one.id === principal.office)
    const authority = district.authorities.find((one) => one.id === principal.authority)
    const unit = district.units.find((one) => one.id === principal.unit)
    return {
      person: { id: principal.person, login: principal.login, name: principal.name },
      roles: principal.roles,
      office: {
        id: principal.office,
        name: office?.name ?? '',
        kind: principal.officeKind,
        authority: principal.authority,
        authorityName: authority?.name ?? '',
        authorityKind: principal.authorityKind,
      },
      unit: unit ? { id: unit.id, name: unit.name } : null,
      until: until.toISOString(),
    }
  }
}
