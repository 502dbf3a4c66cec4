import type { Pinia } from 'pinia'
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type Router,
  type RouterHistory,
} from 'vue-router'
import { areasOf, landingOf, type Area } from '#client/identity/areas.ts'
import { safeReturn } from '#client/identity/return-path.ts'
import { useSession } from '#client/identity/session-store.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Text key of the window title. */
    readonly title: string
    /** The area a person needs; absent: everybody who has signed in. */
    readonly area?: Area
    /** Shown without a session. */
    readonly open?: boolean
  }
}

const routes = [
  {
    path: '/anmelden',
    name: 'sign-in',
    component: () => import('#client/identity/SignInPage.vue'),
    meta: { title: 'shell.titles.signIn', open: true },
  },
  {
    path: '/',
    name: 'desk',
    component: () => import('#client/desk/DeskPage.vue'),
    meta: { title: 'shell.titles.desk', area: 'desk' },
  },
  {
    path: '/vorgaenge',
    name: 'cases',
    component: () => import('#client/cases/CaseListPage.vue'),
    meta: { title: 'shell.titles.cases', area: 'cases' },
  },
  {
    path: '/vorgaenge/:id/:step?',
    name: 'case',
    component: () => import('./CasePage.vue'),
    props: true,
    meta: { title: 'shell.titles.case', area: 'cases' },
  },
  {
    path: '/dienst',
    name: 'duty',
    component: () => import('#client/duty/DutyPage.vue'),
    meta: { title: 'shell.titles.duty', area: 'duty' },
  },
  {
    path: '/eingang/:id?',
    name: 'inbox',
    component: () => import('#client/handover/InboxPage.vue'),
    meta: { title: 'handover.inbox.title', area: 'inbox' },
  },
  {
    path: '/tagesabschluss',
    name: 'day',
    component: () => import('#client/settlement/DayPage.vue'),
    meta: { title: 'shell.titles.day', area: 'desk' },
  },
  {
    path: '/revision',
    name: 'trail',
    component: () => import('#client/audit/RevisionPage.vue'),
    meta: { title: 'revision.title', area: 'trail' },
  },
  {
    path: '/aufbewahrung',
    name: 'retention',
    component: () => import('#client/retention/RetentionPage.vue'),
    meta: { title: 'shell.titles.retention', area: 'retention' },
  },
  {
    path: '/landkreis/:tab?',
    name: 'district',
    component: () => import('#client/district/DistrictPage.vue'),
    meta: { title: 'district.title', area: 'district' },
  },
  {
    path: '/konto',
    name: 'account',
    component: () => import('#client/account/AccountPage.vue'),
    meta: { title: 'shell.titles.account' },
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('#client/NotFoundPage.vue'),
    meta: { title: 'shell.titles.notFound' },
  },
] as const

/** The way into every page: who has not signed in goes to the sign-in page and comes back afterwards. */
export function createDeskRouter(pinia: Pinia, history: RouterHistory = createWebHistory()): Router {
  const router = createRouter({
    history,
    routes: [...routes],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach((to) => guard(pinia, to))
  return router
}

async function guard(pinia: Pinia, to: RouteLocationNormalized) {
  const session = useSession(pinia)
  await session.ready()
  const known = session.session
  if (known === null) return to.meta.open === true ? true : { name: 'sign-in', query: returnTo(to) }
  if (to.name === 'sign-in') return safeReturn(to.query['weiter']) ?? { name: landingOf(known) }
  if (to.meta.area !== undefined && !areasOf(known).includes(to.meta.area)) return { name: landingOf(known) }
  return true
}

const returnTo = (to: RouteLocationNormalized) => (to.fullPath === '/' ? {} : { weiter: to.fullPath })
