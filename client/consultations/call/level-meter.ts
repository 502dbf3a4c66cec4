/** Loudness of one track from 0 to 1, read as often as wanted. `close` before the track ends is not needed but kind. */
export interface LevelMeter {
  read(): number
  close(): void
}

/** Decibels shown as 0 and as 1: a quiet room and a clear voice close to the microphone. */
const floor = -60
const ceiling = -12

export function openLevelMeter(
  track: MediaStreamTrack,
  audio: AudioContext = new AudioContext(),
): LevelMeter {
  const source = audio.createMediaStreamSource(new MediaStream([track]))
  const analyser = audio.createAnalyser()
  analyser.fftSize = 1_024
  source.connect(analyser)
  const waves = new Float32Array(analyser.fftSize)
  return {
    read() {
      analyser.getFloatTimeDomainData(waves)
      return levelOf(waves)
    },
    close() {
      source.disconnect()
      void audio.close()
    },
  }
}

/** Root mean square in decibels, stretched to 0 to 1. */
function levelOf(waves: Float32Array): number {
  let sum = 0
  for (const wave of waves) sum += wave * wave
  const decibels = 10 * Math.log10(sum / waves.length || 1e-12)
  return Math.min(1, Math.max(0, (decibels - floor) / (ceiling - floor)))
}
