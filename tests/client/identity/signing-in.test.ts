import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import App from '#client/App.vue'
import SignInPage from '#client/identity/SignInPage.vue'
import { areasOf, landingOf } from '#client/identity/areas.ts'
import { useSession } from '#client/identity/session-store.ts'
import { safeReturn } from '#client/identity/return-path.ts'
import { begin, jana, serve, show, uwe } from '../ui/stage.ts'

vi.mock('#client/link/desk-link.ts', async () => {
  const { stage } = await import('../ui/stage-link.ts')
  return { useDeskLink: () => stage.link }
})
/** The case room has its own stories. */
vi.mock('#client/cases/CaseRoom.vue', () => ({ default: { render: () => null } }))

const demo = {
  demo: true,
  district: 'Landkreis Lindetal',
  protocol: 1,
  logins: [{ login: 'j.brandt', name: 'Jana Brandt', role: 'Bürgerberatung', place: 'Bürgerbüro Seendorf' }],
}

/** Nobody is signed in until a POST; the answer to it is what the story is about. */
const answering = (post: () => Response): typeof fetch =>
  ((input: string, init: RequestInit = {}) =>
    init.method === 'POST' ? Promise.resolve(post()) : serve(null, demo)(input, init)) as typeof fetch

async function tryWith(post: () => Response) {
  begin(answering(post))
  const staged = await show(SignInPage, '/anmelden')
  await staged.wrapper.get('#login').setValue('j.brandt')
  await staged.wrapper.get('#password').setValue('falsch')
  await staged.wrapper.get('form').trigger('submit')
  await flushPromises()
  return staged
}

it('[SIGN1] a wrong password is told and nobody is signed in', async () => {
  const { wrapper } = await tryWith(() => Response.json({ error: 'x' }, { status: 401 }))
  expect(wrapper.get('[role=alert]').text()).toContain('stimmt nicht')
  expect(useSession().session).toBeNull()
})

it('[SIGN2] too many tries are told with the seconds to wait', async () => {
  const { wrapper } = await tryWith(
    () => new Response('{}', { status: 429, headers: { 'retry-after': '42' } }),
  )
  expect(wrapper.get('[role=alert]').text()).toContain('42 Sekunden')
})

it('[SIGN3] a server out of reach is told as such', async () => {
  const { wrapper } = await tryWith(() => {
    throw new TypeError('network')
  })
  expect(wrapper.get('[role=alert]').text()).toContain('nicht zu erreichen')
})

it('[SIGN4] a demo login fills the form, signs in and lands on the page of the role', async () => {
  begin(answering(() => Response.json(uwe)))
  const { wrapper, router, link } = await show(SignInPage, '/anmelden')
  link.will('duty:desk', null)
  await wrapper.get('.demo button').trigger('click')
  expect((wrapper.get('#password').element as HTMLInputElement).value).not.toBe('')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/dienst'), 10_000)
  expect(link.connected).toBe(1)
})

it('[SIGN5] who is not signed in is sent to the sign-in page and comes back to the deep link', async () => {
  begin(answering(() => Response.json(jana)))
  const { router, wrapper } = await show(SignInPage, '/vorgaenge?x=1')
  expect(router.currentRoute.value.fullPath).toBe('/anmelden?weiter=/vorgaenge?x=1')
  await wrapper.get('.demo button').trigger('click')
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/vorgaenge?x=1'), 10_000)
})

it('[SIGN6] the way back never leads away from the desk', () => {
  expect(safeReturn('/vorgaenge')).toBe('/vorgaenge')
  for (const evil of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    ['/x'],
    undefined,
  ])
    expect(safeReturn(evil)).toBeNull()
})

it('[SIGN7] a session that ends elsewhere leads to the sign-in page, and the way back is kept', async () => {
  let there: typeof jana | null = jana
  const link = begin(((input: string, init?: RequestInit) => serve(there)(input, init)) as typeof fetch)
  link.will('case:list', { cases: [] })
  const { router, wrapper } = await show(App, '/vorgaenge')
  expect(wrapper.get('h1').text()).toBe('Vorgänge')
  there = null
  link.endSession()
  await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('sign-in'), 10_000)
  expect(router.currentRoute.value.query['weiter']).toBe('/vorgaenge')
  expect(link.connected).toBe(0)
})

it('[SIGN8] each role sees its own parts of the desk and no others', () => {
  expect(areasOf(jana)).toEqual(['desk', 'cases', 'inbox'])
  expect(areasOf(uwe)).toEqual(['cases', 'duty', 'inbox'])
  expect(areasOf({ roles: ['administrator'], unit: null })).toEqual([
    'inbox',
    'trail',
    'retention',
    'district',
  ])
  expect(landingOf({ roles: ['adviser', 'specialist'], unit: uwe.unit })).toBe('desk')
  expect(landingOf(uwe)).toBe('duty')
  expect(landingOf({ roles: ['auditor'], unit: null })).toBe('trail')
})

it('[SIGN9] a page of another role leads home, an unknown address to the page that says so', async () => {
  begin(serve(jana) as typeof fetch)
  const { router } = await show(SignInPage, '/dienst')
  expect(router.currentRoute.value.name).toBe('desk')
  await router.push('/gibt-es-nicht')
  expect(router.currentRoute.value.name).toBe('not-found')
})
