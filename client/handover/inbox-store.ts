import { v7 as newId } from 'uuid'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { BodyOf } from '#shared/contract/command.ts'
import {
  handoverCommands,
  type InboxList,
  type InboxScope,
  type OpenedBundle,
} from '#shared/contract/handover-contract.ts'
import type { EventBodies } from '#shared/contract/stream-contract.ts'
import type { BundleData } from '#shared/model/handover.ts'
import type { HandoverId } from '#shared/model/ids.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'

/** The bundle on the screen, with what it says and whether its files are what the manifest says. */
export interface ShownBundle extends OpenedBundle {
  readonly data: BundleData
}

/** Eingang of the person's authority, live; a bundle is read when somebody opens it. */
export const useInbox = defineStore('inbox', () => {
  const link = useDeskLink()
  const scope = ref<InboxScope>('open')
  const list = shallowRef<InboxList | null>(null)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const bundle = shallowRef<ShownBundle | null>(null)
  const opening = ref<HandoverId | null>(null)
  const bundleProblem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const broken = shallowRef<readonly string[] | null>(null)

  /** Follows the inbox until the result is called; nothing of a bundle stays in memory after that. */
  function start(authority: string): () => void {
    void load()
    const leave = link.follow(`inbox/${authority}`, {
      event: (event) => {
        void load()
        const { handover } = event.body as EventBodies['inbox.changed']
        if (bundle.value?.handover.id === handover && opening.value === null)
          void open(handover as HandoverId)
      },
      reset: load,
    })
    return () => {
      leave()
      close()
      list.value = null
    }
  }

  async function load(): Promise<void> {
    const wanted = scope.value
    const told = await tell(() => link.request(handoverCommands.listInbox, { scope: wanted }))
    if (wanted !== scope.value) return
    problem.value = told.ok ? null : told
    if (told.ok) list.value = told.value
  }

  async function show(next: InboxScope): Promise<void> {
    scope.value = next
    await load()
  }

  async function open(id: HandoverId): Promise<void> {
    opening.value = id
    bundleProblem.value = null
    if (bundle.value?.handover.id !== id) {
      bundle.value = null
      broken.value = null
    }
    const told = await tell(() =>
      link.request(handoverCommands.openBundle, { handover: id }, { id: newId() }),
    )
    const data = told.ok ? await read(told.value) : told
    if (opening.value !== id) return
    opening.value = null
    if (told.ok && data.ok) bundle.value = { ...told.value, data: data.value }
    else bundleProblem.value = (told.ok ? data : told) as Exclude<Told, { ok: true }>
    if (bundle.value?.handover.id === id) void verify(id)
  }

  /** What the bundle says is one of its files; reading it leaves a row in the protocol of the authority. */
  async function read({ handover, files }: OpenedBundle): Promise<Told<BundleData>> {
    const file = files.find(({ role }) => role === 'data')
    try {
      const answer = await fetch(`/api/handovers/${handover.id}/files/${file?.sha256 ?? ''}`)
      if (answer.ok) return { ok: true, value: (await answer.json()) as BundleData }
      const { message } = (await answer.json()) as { message: string }
      return { ok: false, kind: 'refused', code: 'E_NOT_FOUND', message }
    } catch {
      return { ok: false, kind: 'lost' }
    }
  }

  async function verify(id: HandoverId): Promise<void> {
    const told = await tell(() => link.request(handoverCommands.verifyBundle, { handover: id }))
    if (told.ok && bundle.value?.handover.id === id) broken.value = told.value.broken
  }

  function close(): void {
    bundle.value = null
    opening.value = null
    bundleProblem.value = null
    broken.value = null
  }

  async function respond(body: BodyOf<typeof handoverCommands.respond>): Promise<Told> {
    const told = await tell(() => link.request(handoverCommands.respond, body, { id: newId() }))
    const now = bundle.value
    if (told.ok && now?.handover.id === told.value.id) bundle.value = { ...now, handover: told.value }
    if (told.ok) await load()
    return told
  }

  return {
    scope,
    list,
    problem,
    bundle,
    opening,
    bundleProblem,
    broken,
    start,
    load,
    show,
    open,
    close,
    respond,
  }
})
