import { defineStore } from 'pinia'
import { computed } from 'vue'
import { preference } from './preferences.ts'

/** Whether this browser may make sounds; calls themselves are not meant. */
export const useSoundChoice = defineStore('sounds', () => {
  const choice = preference<'on' | 'off'>('sounds', ['on', 'off'], 'on')
  const on = computed(() => choice.value === 'on')
  return { choice, on }
})

/** Two soft notes and a pause, over and over: [frequency in Hz, start in s, length in s]. */
const notes = [
  [587.33, 0, 0.34],
  [783.99, 0.2, 0.5],
] as const
const everyMs = 2_400
const loudness = 0.16

/** A ring tone made by the browser itself. Call the result to stop it; stopping twice does no harm. */
export function startRingTone(audio: AudioContext = new AudioContext()): () => void {
  const play = (): void => {
    for (const [frequency, start, length] of notes)
      playNote(audio, frequency, audio.currentTime + start, length)
  }
  void audio.resume()
  play()
  const timer = setInterval(play, everyMs)
  let stopped = false
  return () => {
    if (stopped) return
    stopped = true
    clearInterval(timer)
    void audio.close()
  }
}

/** One time through, to try it out. */
export function playOnce(): void {
  const stop = startRingTone()
  setTimeout(stop, everyMs / 2)
}

function playNote(audio: AudioContext, frequency: number, at: number, seconds: number): void {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = 'sine'
  tone.frequency.value = frequency
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + seconds)
}
