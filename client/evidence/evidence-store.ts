import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { v7 as newId } from 'uuid'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import { evidenceCommands } from '#shared/contract/evidence-contract.ts'
import type { EventBodies, StreamEvent } from '#shared/contract/stream-contract.ts'
import { largestEvidence, type EvidenceView } from '#shared/model/evidence.ts'
import type { CaseId } from '#shared/model/ids.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { tell, type Told } from '#client/ui/told.ts'
import { sendFile, type FileToSend } from './send-file.ts'

/** A file on its way; it stays until it is stored or somebody drops it. */
export interface Upload extends FileToSend {
  readonly id: string
  readonly state: 'waiting' | 'sending' | 'failed'
  /** 0 to 1. */
  readonly share: number
  readonly problem: Exclude<Told, { ok: true }> | 'too-large' | null
}

/** Unterlagen of the case that is open, live, and the files on their way into it; both survive a change of the step. */
export const useEvidence = defineStore('evidence', () => {
  const link = useDeskLink()
  const open = ref<CaseId | null>(null)
  const known = shallowRef<ReadonlyMap<string, EvidenceView>>(new Map())
  const loaded = ref(false)
  const problem = shallowRef<Exclude<Told, { ok: true }> | null>(null)
  const uploads = shallowRef<readonly Upload[]>([])
  const all = computed(() => [...known.value.values()].toSorted((a, b) => a.at.localeCompare(b.at)))
  let sending = false

  function take(view: EvidenceView): void {
    if (view.case !== open.value) return
    // A withdrawal is the last word, whatever overtakes it.
    if (known.value.get(view.id)?.withdrawn && !view.withdrawn) return
    known.value = new Map(known.value).set(view.id, view)
  }

  function apply(event: StreamEvent): void {
    if (event.type === 'evidence.changed') take((event.body as EventBodies['evidence.changed']).evidence)
  }

  async function load(): Promise<void> {
    const id = open.value
    if (id === null) return
    const told = await tell(() => link.request(evidenceCommands.listEvidence, { case: id }))
    if (open.value !== id) return
    problem.value = told.ok ? null : told
    if (!told.ok) return
    for (const view of told.value.evidence) take(view)
    loaded.value = true
  }

  /** For a setup: follows the case until the scope ends; nothing of it stays in memory after that. */
  function follow(id: CaseId): void {
    forget()
    open.value = id
    const leave = link.follow(`case/${id}`, { event: apply, reset: load })
    void load()
    onScopeDispose(() => {
      leave()
      if (open.value === id) forget()
    })
  }

  function forget(): void {
    open.value = null
    known.value = new Map()
    loaded.value = false
    problem.value = null
    uploads.value = []
  }

  async function decide<C extends AnyCommand>(command: C, body: BodyOf<C>): Promise<Told<ValueOf<C>>> {
    const told = await tell(() => link.request(command, body, { id: newId() }))
    if (told.ok) take(told.value as EvidenceView)
    return told
  }

  function patch(id: string, change: Partial<Upload>): void {
    uploads.value = uploads.value.map((one) => (one.id === id ? { ...one, ...change } : one))
  }

  function send(files: readonly File[], wish: Omit<FileToSend, 'file'>): void {
    const fresh = files.map((file): Upload => {
      const tooLarge = file.size > largestEvidence
      const state = tooLarge ? 'failed' : 'waiting'
      return { ...wish, file, id: newId(), state, share: 0, problem: tooLarge ? 'too-large' : null }
    })
    uploads.value = [...uploads.value, ...fresh]
    void work()
  }

  /** One file after the other, in the order they were given. */
  async function work(): Promise<void> {
    if (sending) return
    sending = true
    for (let next = waiting(); next; next = waiting()) {
      const { id } = next
      patch(id, { state: 'sending', share: 0, problem: null })
      const told = await sendFile(next, (share) => patch(id, { share }))
      if (told.ok) drop(id)
      else patch(id, { state: 'failed', problem: told })
    }
    sending = false
  }
  const waiting = () => uploads.value.find((one) => one.state === 'waiting')

  function retry(id: string): void {
    patch(id, { state: 'waiting', problem: null })
    void work()
  }
  function drop(id: string): void {
    uploads.value = uploads.value.filter((one) => one.id !== id)
  }

  return {
    all,
    loaded,
    problem,
    uploads,
    load,
    follow,
    send,
    retry,
    drop,
    promise: (body: BodyOf<typeof evidenceCommands.followEvidence>) =>
      decide(evidenceCommands.followEvidence, body),
    attest: (body: BodyOf<typeof evidenceCommands.attestEvidence>) =>
      decide(evidenceCommands.attestEvidence, body),
    withdraw: (body: BodyOf<typeof evidenceCommands.withdrawEvidence>) =>
      decide(evidenceCommands.withdrawEvidence, body),
  }
})
