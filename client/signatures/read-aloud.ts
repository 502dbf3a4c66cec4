import { onBeforeUnmount, ref } from 'vue'

/** Vorlesen, by the voice of the device; what is read is German. `silent` is called where there is no voice. */
export function useReadAloud(text: () => string, silent: () => void) {
  const reading = ref(false)

  function toggle(): void {
    const { speechSynthesis: voice } = window
    if (reading.value) {
      voice.cancel()
      reading.value = false
      return
    }
    if (voice.getVoices().length === 0) {
      silent()
      return
    }
    const words = new SpeechSynthesisUtterance(text())
    words.lang = 'de-DE'
    words.addEventListener('end', () => (reading.value = false))
    reading.value = true
    voice.speak(words)
  }
  onBeforeUnmount(() => window.speechSynthesis?.cancel())
  return { reading, toggle }
}
