import type { CaseId } from '#shared/model/ids.ts'

let opened: CaseId | null = null

/** A case was opened at this desk, for whoever sits there now. In memory alone: after a reload a case is one that was looked up. */
export function noteOpened(id: CaseId): void {
  opened = id
}

/** Whether the case was opened here just now; says so once. */
export function takeOpened(id: CaseId): boolean {
  const fresh = opened === id
  opened = null
  return fresh
}
