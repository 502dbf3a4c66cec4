import {
  computed,
  getCurrentScope,
  inject,
  provide,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue'
import type { CaseServiceView, CaseView } from '#shared/model/case.ts'
import type { FormCheck } from '#shared/model/checks/check-form.ts'
import type { ConsultationView } from '#shared/model/consultation.ts'
import type { DistrictPlace } from '#shared/model/district.ts'
import type { Form } from '#shared/model/forms/form.ts'
import { namesIdentity, type EvidenceView } from '#shared/model/evidence.ts'
import { noValues, type FormValues } from '#shared/model/forms/values.ts'
import type { CaseId, CaseServiceId } from '#shared/model/ids.ts'
import { may, type Action, type Facts } from '#shared/model/permissions.ts'
import type { Requirement } from '#shared/model/precheck/requirement.ts'
import { sealed, snapshotOf, type ServiceSnapshot } from '#shared/model/snapshot.ts'
import { papersOf } from '#shared/model/snapshot-papers.ts'
import { useCatalogue } from '#client/catalogue/catalogue-store.ts'
import type { Consultations } from '#client/consultations/use-consultation.ts'
import type { Author } from '#client/documents/entries.ts'
import type { UsedDocument } from '#client/documents/use-document.ts'
import { useSession } from '#client/identity/session-store.ts'
import { useFormCatalogue } from './case-forms.ts'
import { useCaseDocument } from './use-case-document.ts'
import { useCaseValues } from './form/use-case-values.ts'
import type { CaseHandle } from './use-case.ts'

/** What every step of a case works with. Made once by the table, found by the steps with {@link useCaseContext}. */
export interface CaseContext {
  readonly caseId: CaseId
  readonly file: ComputedRef<CaseView>
  readonly handle: CaseHandle
  readonly consultations: Consultations
  readonly consultation: ComputedRef<ConsultationView | null>
  /** The shared document: link, saved state, who is there. */
  readonly document: UsedDocument
  readonly self: ComputedRef<Author>
  /** Whether the case itself may be changed by this person. */
  readonly editable: ComputedRef<boolean>
  /** Services that were not taken out, in the order of the case. */
  readonly active: ComputedRef<readonly CaseServiceView[]>
  /** The service that stands in front, the same in every step. */
  readonly selected: ComputedRef<CaseServiceView | null>
  select(id: CaseServiceId): void
  /** Forms by case service, as far as they are read. */
  readonly forms: ComputedRef<Readonly<Record<string, Form>>>
  /** Answers by case service, live. */
  readonly values: Readonly<ShallowRef<ReadonlyMap<string, FormValues>>>
  /** Plausibility by case service, live. */
  readonly checks: ShallowRef<Readonly<Record<string, FormCheck>>>
  /** Unterlagen, live; null until they are loaded. The capability that stands above the case fills them in. */
  readonly papers: ShallowRef<readonly EvidenceView[] | null>
  /** Why nothing can be decided yet: what is typed is on its way, or the Unterlagen are. Null: everything is there. */
  readonly waits: ComputedRef<'unsaved' | 'papers' | null>
  /** What stands in a service now, as decisions bind to it. */
  snapshotOf(one: CaseServiceView): ServiceSnapshot
  /** Its hash. */
  hashOf(one: CaseServiceView): string
  /** Whether this person may do it with a service of the case; only to hide and to explain, the server decides. */
  mayDo(action: Action, one?: CaseServiceView): boolean
  /** What a capability keeps per case: made at its first use, shared by its step and its mark, ends with the table. */
  once<T>(name: string, make: () => T): T
  /** Rules of the Vorprüfung by case service, as far as they are read. */
  readonly rules: ComputedRef<Readonly<Record<string, readonly Requirement[]>>>
  /** ISO day in Berlin. */
  readonly today: string
  readonly plates: ComputedRef<readonly string[]>
  readonly places: ComputedRef<readonly DistrictPlace[]>
}

const key: InjectionKey<CaseContext> = Symbol('case-context')

/** The case a step belongs to. */
export function useCaseContext(): CaseContext {
  const context = inject(key)
  if (!context) throw new Error('a step of a case stands outside the case room')
  return context
}

// The same empty list every time: a new one would count as a change, be checked anew, and draw the table again without end.
const none: readonly never[] = []

/** Opens the document of the case and gathers what its steps need; for the setup of the table. */
export function provideCaseContext(handle: CaseHandle, consultations: Consultations): CaseContext {
  const session = useSession()
  const catalogue = useCatalogue()
  const formCatalogue = useFormCatalogue()
  if (!catalogue.loaded) void catalogue.load()

  const file = computed(() => {
    const view = handle.file.value
    if (!view) throw new Error('the table needs a case')
    return view
  })
  const caseId = file.value.id
  const consultation = computed(() => consultations.seen.value)
  const document = useCaseDocument(`${caseId}.shared.${file.value.generation}`)

  const active = computed(() => file.value.services.filter((one) => one.state !== 'cancelled'))
  const chosen = ref<CaseServiceId | null>(null)
  const selected = computed(
    () => active.value.find((one) => one.id === chosen.value) ?? active.value[0] ?? null,
  )
  watch(
    () => active.value.map((one) => one.service),
    (services) => void formCatalogue.need(services),
    { immediate: true },
  )
  const forms = computed(() =>
    Object.fromEntries(
      active.value.flatMap((one) => {
        const form = formCatalogue.forms.get(one.service)
        return form ? [[one.id, form] as const] : []
      }),
    ),
  )
  const values = useCaseValues(document.link.doc, forms)

  function factsOf(one: CaseServiceView | undefined): Facts {
    const ownOffice = session.session?.office.id === file.value.office
    return {
      ownOffice,
      contract: ownOffice,
      level2: consultation.value?.acceptedBy === session.me,
      ...(one && {
        municipal: one.authorityKind === 'municipality',
        district: one.authorityKind === 'district',
        independent: one.mode === 'independent',
        unit: one.unit !== null && one.unit === consultation.value?.unit,
      }),
    }
  }
  const principal = computed(() => ({
    roles: session.session?.roles ?? [],
    officeKind: session.session?.office.kind ?? 'B',
    authorityKind: session.session?.office.authorityKind ?? 'municipality',
  }))
  const mayDo = (action: Action, one?: CaseServiceView) => may(principal.value, action, factsOf(one))

  const scope = getCurrentScope()
  const kept = new Map<string, unknown>()
  function once<T>(name: string, make: () => T): T {
    if (!kept.has(name)) kept.set(name, scope ? scope.run(make) : make())
    return kept.get(name) as T
  }

  const papers = shallowRef<readonly EvidenceView[] | null>(null)
  const asksIdentity = (one: CaseServiceView) =>
    catalogue.byId.get(one.service)?.documents.some(namesIdentity) ?? false
  const contentOf = (one: CaseServiceView) =>
    snapshotOf(
      { case: caseId, caseService: one.id, service: one.service },
      values.value.get(one.id) ?? noValues,
      papersOf(one.id, asksIdentity(one), papers.value ?? []),
    )
  const context: CaseContext = {
    papers,
    waits: computed(() => {
      if (document.state.value.pending > 0) return 'unsaved'
      return papers.value === null || !catalogue.loaded ? 'papers' : null
    }),
    once,
    rules: computed(() =>
      Object.fromEntries(
        active.value.map((one) => [one.id, formCatalogue.requirements.get(one.service) ?? none] as const),
      ),
    ),
    caseId,
    file,
    handle,
    consultations,
    consultation,
    document,
    self: computed(() => ({ person: session.me ?? '', name: session.session?.person.name ?? '' })),
    editable: computed(() => mayDo('case.edit') && file.value.closedAt === null),
    active,
    selected,
    select: (id) => {
      chosen.value = id
    },
    forms,
    values,
    checks: shallowRef({}),
    snapshotOf: contentOf,
    hashOf: (one) => sealed(contentOf(one)).hash,
    mayDo,
    today: new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date()),
    plates: computed(() => catalogue.district?.plates ?? none),
    places: computed(() => catalogue.district?.places ?? none),
  }
  provide(key, context)
  return context
}
