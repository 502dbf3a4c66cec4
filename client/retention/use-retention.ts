import { v7 as newId } from 'uuid'
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AnyCommand, BodyOf, ValueOf } from '#shared/contract/command.ts'
import {
  retentionCommands,
  type DeletionPreview,
  type RetentionOverview,
} from '#shared/contract/retention-contract.ts'
import { useDeskLink } from '#client/link/desk-link.ts'
import { sentenceOf, tell, type Told } from '#client/ui/told.ts'

/** What is kept and what would go; read again after every decision. */
export function useRetention() {
  const { t } = useI18n()
  const link = useDeskLink()
  const overview = shallowRef<RetentionOverview | null>(null)
  const preview = shallowRef<DeletionPreview | null>(null)
  const problem = shallowRef('')

  async function load(): Promise<void> {
    const [kept, going] = await Promise.all([
      tell(() => link.request(retentionCommands.readRetention, {})),
      tell(() => link.request(retentionCommands.previewDeletion, {})),
    ])
    const failed = [kept, going].find((told) => !told.ok)
    problem.value = failed && !failed.ok ? sentenceOf(t, failed) : ''
    if (kept.ok) overview.value = kept.value
    if (going.ok) preview.value = going.value
  }

  async function decide<C extends AnyCommand>(command: C, body: BodyOf<C>): Promise<Told<ValueOf<C>>> {
    const told = await tell(() => link.request(command, body, { id: newId() }))
    await load()
    return told
  }

  return {
    overview,
    preview,
    problem,
    load,
    propose: (numbers: string[]) => decide(retentionCommands.proposeDeletion, { numbers }),
    release: (run: string) => decide(retentionCommands.releaseDeletion, { run }),
    reject: (run: string, reason: string) => decide(retentionCommands.rejectDeletion, { run, reason }),
    hold: (number: string, reason: string) => decide(retentionCommands.holdCase, { number, reason }),
    lift: (number: string, reason: string) => decide(retentionCommands.liftHold, { number, reason }),
    answer: (number: string, answer: 'taken' | 'declined') =>
      decide(retentionCommands.answerOffer, { number, answer }),
  }
}

export type Retention = ReturnType<typeof useRetention>
