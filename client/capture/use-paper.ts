import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import { useCapture } from './use-capture.ts'

/** What a camera or a folder may give, for pictures and for everything. */
export const pictureTypes = 'image/jpeg,image/png,image/webp'
export const paperTypes = `application/pdf,${pictureTypes}`

export interface PaperSending<Told> {
  /** Sends one file; hears the share from 0 to 1. Never rejects. */
  readonly send: (file: File, sent: (share: number) => void) => Promise<Told>
  readonly arrived: (told: Told) => boolean
  /** What a photographed paper is called. */
  readonly name: () => string
}

/** One paper after the other: photographed page by page or chosen as a file, and sent. What was not sent stays. */
export function usePaper<Told>(sending: PaperSending<Told>) {
  const capture = useCapture()
  /** A PDF goes as it is. */
  const chosen = shallowRef<File | null>(null)
  const share = ref<number | null>(null)
  const told = shallowRef<Told | null>(null)
  const waiting = computed(() => capture.pages.value.length > 0 || chosen.value !== null)

  async function take(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement
    const files = [...(field.files ?? [])]
    // Emptied, so that the same file can be chosen again.
    field.value = ''
    told.value = null
    const pdf = files.find(({ type }) => type === 'application/pdf')
    if (pdf) {
      capture.clear()
      chosen.value = pdf
    } else if (files.length > 0) {
      chosen.value = null
      await capture.addFiles(files)
    }
  }
  async function send(): Promise<void> {
    if (share.value !== null) return
    share.value = 0
    told.value = null
    const file = chosen.value ?? (await capture.fileOf(sending.name()))
    const answer = await sending.send(file, (now) => (share.value = now))
    told.value = answer
    share.value = null
    if (!sending.arrived(answer)) return
    capture.clear()
    chosen.value = null
  }

  const warn = (leave: BeforeUnloadEvent) => {
    if (waiting.value) leave.preventDefault()
  }
  onMounted(() => window.addEventListener('beforeunload', warn))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn))

  return {
    ...capture,
    chosen,
    share,
    told,
    waiting,
    sent: computed(() => told.value !== null && sending.arrived(told.value)),
    take,
    send,
    /** Ready for another paper. */
    again: () => (told.value = null),
  }
}
