import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { startRingTone, useSoundChoice } from '#client/ui/sounds.ts'
import { useNotices } from '#client/ui/notices.ts'
import { useTitleStore } from '#client/ui/titles.ts'
import type { Ring } from './duty-store.ts'

const flashMs = 1_000
const lockName = 'lotse.ring'

/** While something rings: the title flashes in every tab, one tab of the browser makes the sound and the notification. */
export function useRingAlarm(ringing: Readonly<Ref<readonly Ring[]>>): void {
  const { t } = useI18n()
  const titles = useTitleStore()
  const sounds = useSoundChoice()
  const notices = useNotices()
  const first = computed(() => ringing.value[0]?.card ?? null)
  const key = computed(() => first.value?.consultation ?? '')

  watch([key, () => sounds.on], (_now, _before, onCleanup) => {
    const card = first.value
    if (card === null) return
    const { officeName, serviceTitle, question } = card
    const notice = (): (() => void) =>
      notices.show(
        t('duty.ring.notice', { office: officeName }),
        `${serviceTitle}: ${question}`,
        card.consultation,
      )
    const stopTitle = flash(t('duty.ring.flash', { office: officeName }), (text) => (titles.alert = text))
    const stopSound = inOneTab(() => both(sounds.on ? ringTone() : nothing, notice()))
    onCleanup(() => both(stopTitle, stopSound)())
  })
  onScopeDispose(() => {
    titles.alert = ''
  })
}

const nothing = (): void => undefined
const both = (a: () => void, b: () => void) => (): void => {
  a()
  b()
}

function ringTone(): () => void {
  return typeof AudioContext === 'undefined' ? nothing : startRingTone()
}

function flash(text: string, show: (text: string) => void): () => void {
  let on = true
  show(text)
  const timer = setInterval(() => {
    on = !on
    show(on ? text : '')
  }, flashMs)
  return () => {
    clearInterval(timer)
    show('')
  }
}

/** Plays in the tab that holds the lock; when that tab closes, the next one takes over. */
export function inOneTab(
  play: () => () => void,
  locks: LockManager | null | undefined = navigator.locks,
): () => void {
  if (!locks) return play()
  const end = new AbortController()
  locks
    .request(lockName, { signal: end.signal }, () => playUntil(end.signal, play))
    .catch((cause: unknown) => {
      if (!end.signal.aborted) throw cause
    })
  return () => end.abort()
}

function playUntil(signal: AbortSignal, play: () => () => void): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  const stop = play()
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      stop()
      resolve()
    })
  })
}
