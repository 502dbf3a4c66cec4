import type { Staff } from '#shared/model/district.ts'
import type { PersonId } from '#shared/model/ids.ts'
import type { Act, Tx } from '#server/platform/act.ts'

/** What a new version of the district means for those who sign in; identity implements it. */
export interface People {
  /** Accounts for who is new, none for who is gone; who changed place or role signs in anew. */
  follow(act: Act, before: readonly Staff[], after: readonly Staff[]): Promise<void>
  /** Who has an account but has not signed in with it yet. */
  unused(tx: Tx): Promise<ReadonlySet<PersonId>>
  /** A new password for one sign-in; undefined where the account was used before. */
  oneTimePassword(act: Act, person: PersonId): Promise<string | undefined>
}
