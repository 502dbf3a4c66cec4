import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { DeskInfo, LockedView, SessionView } from '#shared/contract/session-contract.ts'
import { useDeskLink } from '#client/link/desk-link.ts'

/** Why signing in did not work; `oneTime`: a password of one's own must be set; `weak`: that one will not do; `seconds` as the server said, null when it did not. */
export type SignInProblem =
  | { readonly kind: 'wrong' | 'offline' | 'fault' | 'oneTime' | 'weak' }
  | { readonly kind: 'throttled'; readonly seconds: number | null }

/** Who sits here. Reads, makes and ends the session; the live connection follows it. */
export const useSession = defineStore('session', () => {
  const link = useDeskLink()
  const session = shallowRef<SessionView | null>(null)
  const desk = shallowRef<DeskInfo | null>(null)
  /** Why the sign-in page is shown again; told there once. */
  const farewell = ref<'ended' | 'signedOut' | null>(null)
  /** This desk is locked: only this person's password opens it again. */
  const locked = shallowRef<LockedView | null>(null)
  /** The first look for a session could not reach the server. */
  const unreachable = ref(false)
  let first: Promise<void> | null = null

  const me = computed(() => session.value?.person.id ?? null)

  /** Resolves when it is known whether somebody is signed in; asks the server once. */
  function ready(): Promise<void> {
    first ??= Promise.all([verify(), readDesk()]).then(() => undefined)
    return first
  }

  /** Looks whether the session still holds. Without an answer nothing changes. */
  async function verify(): Promise<void> {
    const answer = await call('GET')
    unreachable.value = answer === null && session.value === null
    if (answer === null) return
    if (answer.ok) begin((await answer.json()) as SessionView)
    else if (answer.status === 401) {
      drop('ended')
      locked.value = ((await answer.json()) as { locked?: LockedView }).locked ?? null
    }
  }

  async function readDesk(): Promise<void> {
    const answer = await reach(() => fetch('/api/desk', { headers: { accept: 'application/json' } }))
    if (answer?.ok === true) desk.value = (await answer.json()) as DeskInfo
  }

  /** `newPassword` takes the place of a one-time password. Null when it worked. */
  async function signIn(
    login: string,
    password: string,
    newPassword?: string,
  ): Promise<SignInProblem | null> {
    const answer = await call(
      'POST',
      newPassword === undefined ? { login, password } : { login, password, newPassword },
    )
    if (answer === null) return { kind: 'offline' }
    if (answer.status === 401) return { kind: 'wrong' }
    if (answer.status === 409) return { kind: 'oneTime' }
    if (answer.status === 400 && newPassword !== undefined) return { kind: 'weak' }
    if (answer.status === 429) return { kind: 'throttled', seconds: waitOf(answer) }
    if (!answer.ok) return { kind: 'fault' }
    farewell.value = null
    locked.value = null
    begin((await answer.json()) as SessionView)
    return null
  }

  /** Ends this session in every window, or with `everywhere` those on other devices too. False when the server was not reached. */
  async function signOut(everywhere: boolean): Promise<boolean> {
    const answer = await call('DELETE', undefined, everywhere ? '?everywhere=1' : '')
    if (answer === null || (!answer.ok && answer.status !== 401)) return false
    drop('signedOut')
    return true
  }

  /**
   * Sperren: the server refuses everything and covers the citizen's screen, and the page begins anew, so that nothing of a case
   * is left in it. False when the server was not reached.
   */
  async function lock(): Promise<boolean> {
    await allSaved()
    const answer = await reach(() => fetch('/api/session/lock', { method: 'POST', cache: 'no-store' }))
    if (answer?.ok !== true) return false
    drop('ended')
    window.location.reload()
    return true
  }

  /** The server ended it: by signing out, or locked in another window. */
  async function over(): Promise<void> {
    drop('ended')
    await verify()
    if (locked.value !== null) window.location.reload()
  }

  /** The session is over, told by the server or found out. */
  function drop(why: 'ended' | 'signedOut'): void {
    if (session.value === null) return
    session.value = null
    farewell.value = why
    link.disconnect()
  }

  function begin(view: SessionView): void {
    const known = session.value?.person.id === view.person.id
    session.value = view
    unreachable.value = false
    if (!known) void connect()
  }

  /** The link tries again by itself; a first failure is shown by its status. */
  async function connect(): Promise<void> {
    await link.connect().catch(() => verify())
  }

  /** Starts over after the server was out of reach. */
  function again(): Promise<void> {
    first = null
    return ready()
  }

  return {
    session,
    desk,
    farewell,
    locked,
    unreachable,
    me,
    ready,
    again,
    verify,
    signIn,
    signOut,
    lock,
    over,
  }
})

/** How long what is on its way may take before the desk is locked anyway, in milliseconds. */
const saveMs = 2_000

/** Waits until no part of the page would warn of leaving. */
async function allSaved(): Promise<void> {
  const until = Date.now() + saveMs
  const warns = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  while (warns() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
}

function call(method: 'GET' | 'POST' | 'DELETE', body?: unknown, query = ''): Promise<Response | null> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' }
  if (body !== undefined) init.body = JSON.stringify(body)
  return reach(() => fetch(`/api/session${query}`, init))
}

/** Null instead of an error when the network does not answer. */
async function reach(ask: () => Promise<Response>): Promise<Response | null> {
  try {
    return await ask()
  } catch {
    return null
  }
}

function waitOf(answer: Response): number | null {
  const seconds = Number(answer.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null
}
