/** Three notes of a chord, in Hz, each starting a little later. */
const notes = [392, 493.88, 587.33]
const seconds = 1.4

/**
 * Plays a short chord on the given loudspeaker; an empty id means the system's choice. Resolves when it is over.
 * @throws DOMException when the loudspeaker is gone or may not be used.
 */
export async function playTestTone(speaker: string): Promise<void> {
  const audio = new AudioContext()
  try {
    const way = audio.createMediaStreamDestination()
    const element = new Audio() as HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> }
    element.srcObject = way.stream
    if (speaker !== '') await element.setSinkId?.(speaker)
    await audio.resume()
    const over = ring(audio, way)
    await element.play()
    await over
    element.srcObject = null
  } finally {
    await audio.close()
  }
}

/** Whether a page may choose the loudspeaker in this browser. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype
}

function ring(audio: AudioContext, way: AudioNode): Promise<void> {
  const tones = notes.map((frequency, at) => {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    const start = audio.currentTime + at * 0.14
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(0.18, start + 0.03)
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + seconds)
    tone.connect(volume).connect(way)
    tone.start(start)
    tone.stop(audio.currentTime + seconds)
    return tone
  })
  return new Promise((resolve) => tones.at(-1)?.addEventListener('ended', () => resolve()))
}
