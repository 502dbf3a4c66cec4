import { ref } from 'vue'
import { preference } from '#client/ui/preferences.ts'

/** How somebody takes part: seen and heard, heard, or in writing. */
const joinedBys = ['video', 'audio', 'text'] as const
export type JoinedBy = (typeof joinedBys)[number]

const chosen = preference<JoinedBy>('joined-by', joinedBys, 'video')

export const joinedBy = (): JoinedBy => chosen.value

export function joinWith(by: JoinedBy): void {
  chosen.value = by
}

/** The devices were tried on this page: they are shown again in the waiting room. */
export const devicesBegun = ref(false)
