import { computed, onMounted, onUnmounted, ref } from 'vue'
import type { CaseId, CounterId } from '#shared/model/ids.ts'
import type { CitizenScreen } from '#client/capture/citizen-screen.ts'
import { posted, tellHttp, type Told } from '#client/ui/told.ts'
import { useScreens } from './screen-store.ts'

/** The citizen's screen for a paper under the camera, while it is connected and shows this case; else null. */
export function useScreenLook(caseId: CaseId) {
  const screens = useScreens()
  const mine = ref<string | null>(null)
  let stop = (): void => undefined
  onMounted(() => {
    stop = screens.start()
  })
  onUnmounted(() => stop())

  const agreed = computed(() => {
    const look = screens.own?.paired?.look
    return look && look.id === mine.value ? look.agreed : null
  })

  async function show(counter: CounterId, pages: readonly Uint8Array[]): Promise<Told> {
    const wish = posted({ case: caseId, pages: pages.map(base64) })
    const told = await tellHttp<{ readonly look: string }>(`/api/counters/${counter}/look`, wish)
    mine.value = told.ok ? told.value.look : null
    return told
  }

  return computed((): CitizenScreen | null => {
    const at = screens.own
    const here = at?.paired?.case === caseId && at.paired.blank === null && at.paired.connected
    if (!at || !here) return null
    const { counter } = at
    return {
      show: (pages) => show(counter, pages),
      agreed,
      end: () => {
        mine.value = null
        void fetch(`/api/counters/${counter}/look`, { method: 'DELETE' }).catch(() => undefined)
      },
    }
  })
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCodePoint(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
