import type { Ref } from 'vue'
import type { Told } from '#client/ui/told.ts'

/** The citizen's own screen beside this desk, as whoever takes a paper needs it. */
export interface CitizenScreen {
  /** Lays the pages there, as they would be stored. */
  show(pages: readonly Uint8Array[]): Promise<Told>
  /** Null: not answered yet. */
  readonly agreed: Readonly<Ref<boolean | null>>
  /** Nothing lies there any more. */
  end(): void
}
