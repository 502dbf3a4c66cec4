import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia, type Pinia } from 'pinia'
import type { Component } from 'vue'
import { createMemoryHistory, type Router } from 'vue-router'
import { createTexts } from '#client/text/texts.ts'
import { createDeskRouter } from '#client/routes.ts'
import type { SessionView } from '#shared/contract/session-contract.ts'
import { FakeLink } from './fake-link.ts'
import { stage } from './stage-link.ts'

export interface Staged {
  readonly wrapper: VueWrapper
  readonly router: Router
  readonly pinia: Pinia
  readonly link: FakeLink
}

export const jana: SessionView = {
  person: { id: '01900000-0000-7000-8000-000000000001', login: 'j.brandt', name: 'Jana Brandt' },
  roles: ['adviser'],
  office: {
    id: 'seendorf',
    name: 'Bürgerbüro Seendorf',
    kind: 'B',
    authority: 'seendorf',
    authorityName: 'Amt Seendorf',
    authorityKind: 'municipality',
  },
  unit: null,
  until: '2026-11-21T18:00:00.000Z',
}

export const uwe: SessionView = {
  person: { id: '01900000-0000-7000-8000-000000000002', login: 'u.kessler', name: 'Uwe Kessler' },
  roles: ['specialist'],
  office: {
    id: 'kreishaus',
    name: 'Kreishaus Lindenstadt',
    kind: 'district',
    authority: 'kreis',
    authorityName: 'Landkreis Lindetal',
    authorityKind: 'district',
  },
  unit: { id: 'kfz', name: 'Zulassungsstelle' },
  until: '2026-11-21T18:00:00.000Z',
}

/** Answers of `/api/session` and `/api/desk`; `session` null: nobody is signed in. */
export function serve(
  session: SessionView | null,
  desk: object = { demo: true, district: 'Landkreis Lindetal', protocol: 1, logins: [] },
) {
  return (input: string, init: RequestInit = {}): Promise<Response> => {
    if (input === '/api/desk') return Promise.resolve(Response.json(desk))
    if (init.method === 'DELETE') return Promise.resolve(new Response(null, { status: 204 }))
    if (session === null) return Promise.resolve(Response.json({ error: 'x' }, { status: 401 }))
    return Promise.resolve(Response.json(session))
  }
}

/** A fresh store, a fresh link; call before anything uses them. */
export function reset(): { pinia: Pinia; link: FakeLink } {
  const pinia = createPinia()
  setActivePinia(pinia)
  stage.link = new FakeLink()
  return { pinia, link: stage.link }
}

/** Mounts a component as the application would, at `path`. */
export async function show(
  component: Component,
  path = '/konto',
  props: Record<string, unknown> = {},
): Promise<Staged> {
  const { pinia, link } = { pinia: currentPinia(), link: stage.link }
  const router = createDeskRouter(pinia, createMemoryHistory())
  await router.push(path)
  const wrapper = mount(component, {
    props,
    global: { plugins: [pinia, createTexts(), router] },
    attachTo: document.body,
  })
  await flushPromises()
  return { wrapper, router, pinia, link }
}

let pinia: Pinia
const currentPinia = (): Pinia => pinia

/** Begins a story: fresh stores and link, somebody signed in or nobody. */
export function begin(fetcher: typeof fetch): FakeLink {
  const fresh = reset()
  pinia = fresh.pinia
  globalThis.fetch = fetcher
  document.body.innerHTML = ''
  localStorage.clear()
  return fresh.link
}
