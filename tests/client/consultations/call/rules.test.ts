import { describe, expect, it } from 'vitest'
import {
  LinkWatch,
  Patience,
  watchTimes,
  type LinkSample,
  type Verdict,
} from '#client/consultations/call/link-watch.ts'
import {
  bestRung,
  capped,
  climb,
  rungs,
  type LadderState,
  type LineSample,
} from '#client/consultations/call/ladder-rules.ts'
import { qualityOf, speaks } from '#client/consultations/call/quality-rules.ts'
import { candidatesIn, fragmentOf, originOf, withRobustSound } from '#client/consultations/call/sdp.ts'
import { levelBetween, lossBetween, StatsReader } from '#client/consultations/call/stats-sample.ts'

const alive = { connected: true, audioPackets: 0, videoPackets: 0, expectsAudio: true, expectsVideo: true }

/** Looks every half second from `from` to `until` with counters that do not move. */
function dead(watch: LinkWatch, from: number, until: number, sample: Partial<LinkSample> = {}): Verdict[] {
  const verdicts: Verdict[] = []
  for (let now = from; now <= until; now += 500) verdicts.push(watch.look({ ...alive, now, ...sample }))
  return verdicts
}

describe('the watch over a line', () => {
  it('[VIDEO16] restarts three times, then wants a new connection', () => {
    const watch = new LinkWatch(0)
    watch.look({ ...alive, now: 0, audioPackets: 10 })
    const verdicts = dead(watch, 500, 11_000, { audioPackets: 10 })
    expect(verdicts.slice(0, 2)).toEqual(['fine', 'fine'])
    expect(verdicts.filter((one) => one === 'restart' || one === 'renew')).toEqual([
      'restart',
      'restart',
      'restart',
      'renew',
    ])
  })

  it('[VIDEO16] does not count repairs that could not be sent, and repairs at once when the server is back', () => {
    const watch = new LinkWatch(0)
    watch.look({ ...alive, now: 0, audioPackets: 10 })
    for (let now = 2_000; now < 40_000; now += watchTimes.retry) {
      expect(watch.look({ ...alive, now, audioPackets: 10 })).toBe('restart')
      watch.notSent()
    }
    watch.retryNow()
    expect(watch.look({ ...alive, now: 40_001, audioPackets: 10 })).toBe('restart')
  })

  it('[VIDEO16] packets that arrive again end the trouble', () => {
    const watch = new LinkWatch(0)
    watch.look({ ...alive, now: 0, audioPackets: 10 })
    expect(watch.look({ ...alive, now: 5_000, audioPackets: 10 })).toBe('restart')
    expect(watch.look({ ...alive, now: 5_500, audioPackets: 11 })).toBe('fine')
  })

  it('[VIDEO16] waits longer for the first connection, and silence of a muted leg is no trouble', () => {
    expect(dead(new LinkWatch(0), 500, 5_500, { connected: false })).not.toContain('restart')
    expect(dead(new LinkWatch(0), 500, 6_500, { connected: false })).toContain('restart')
    expect(new Set(dead(new LinkWatch(0), 0, 60_000, { expectsAudio: false, expectsVideo: false }))).toEqual(
      new Set(['fine']),
    )
  })

  it('[VIDEO16] after a new connection in vain it waits twice as long, at most four times, until something arrives', () => {
    const patience = new Patience()
    const first = (verdict: Verdict) => {
      const watch = new LinkWatch(0, patience)
      return dead(watch, 500, 120_000, { connected: false }).indexOf(verdict) * 500
    }
    expect([first('restart'), patience.factor]).toEqual([watchTimes.unconnected, 4])
    patience.reset()
    patience.grow()
    expect(first('restart')).toBe(2 * watchTimes.unconnected)
    expect(first('restart')).toBe(4 * watchTimes.unconnected)

    const watch = new LinkWatch(0, patience)
    watch.look({ ...alive, now: 500, audioPackets: 1 })
    expect(patience.factor).toBe(1)
    patience.grow()
    watch.retryNow()
    expect(patience.factor).toBe(1)
  })

  it('[VIDEO17] repairs the sound when only the picture arrives', () => {
    const watch = new LinkWatch(0)
    const verdicts: Verdict[] = []
    for (let now = 0; now <= 4_500; now += 500)
      verdicts.push(watch.look({ ...alive, now, audioPackets: 5, videoPackets: now }))
    expect(verdicts.indexOf('sound')).toBe(8)
    expect(verdicts.filter((one) => one === 'sound')).toHaveLength(1)
  })
})

describe('the ladder', () => {
  const bad: LineSample = { loss: 0.2, roundTrip: 0.3, available: 80_000 }
  const good: LineSample = { loss: 0, roundTrip: 0.02, available: 5_000_000 }
  const walk = (start: LadderState, samples: readonly LineSample[], best = 0) =>
    samples.reduce((state, sample) => climb(state, sample, best), start)

  it('[VIDEO18] goes down after two bad looks and up after eight good ones', () => {
    const start = { rung: 0, bad: 0, good: 0 }
    expect(walk(start, [bad]).rung).toBe(0)
    const down = walk(start, [bad, bad])
    expect(down.rung).toBe(1)
    expect(
      walk(
        down,
        Array.from({ length: 7 }, () => good),
      ).rung,
    ).toBe(1)
    expect(
      walk(
        down,
        Array.from({ length: 8 }, () => good),
      ).rung,
    ).toBe(0)
  })

  it('[VIDEO18] a swinging line stays where it is; the picture goes last, the sound never', () => {
    expect(walk({ rung: 2, bad: 0, good: 0 }, [bad, good, bad, good, bad, good]).rung).toBe(2)
    expect(
      walk(
        { rung: 0, bad: 0, good: 0 },
        Array.from({ length: 40 }, () => bad),
      ).rung,
    ).toBe(rungs.length - 1)
    expect(rungs.map(({ picture }) => picture)).toEqual([true, true, true, true, false])
  })

  it('[VIDEO18] five per cent loss alone changes nothing, and many people cap the picture', () => {
    const lossy = { loss: 0.05, roundTrip: 0.05, available: null }
    expect(
      walk(
        { rung: 0, bad: 0, good: 0 },
        Array.from({ length: 20 }, () => lossy),
      ).rung,
    ).toBe(0)
    expect([1, 2, 3, 4, 5].map(bestRung)).toEqual([0, 1, 1, 2, 2])
    expect(walk({ rung: 0, bad: 0, good: 0 }, [good], 2).rung).toBe(2)
    expect(capped({ rung: 0, bad: 1, good: 0 }, bestRung(5))).toEqual({ rung: 2, bad: 0, good: 0 })
    expect(capped({ rung: 3, bad: 1, good: 0 }, bestRung(5))).toEqual({ rung: 3, bad: 1, good: 0 })
  })
})

describe('words for a line', () => {
  const fine = { connected: true, verdict: 'fine', lossIn: 0, roundTrip: 0.05, pictureHeld: false } as const

  it('[VIDEO19] has one word, and leaves it only when things are clearly different', () => {
    expect(qualityOf(fine, 'connecting')).toBe('good')
    expect(qualityOf({ ...fine, lossIn: 0.1 }, 'good')).toBe('weak')
    expect(qualityOf({ ...fine, lossIn: 0.05 }, 'weak')).toBe('weak')
    expect(qualityOf({ ...fine, lossIn: 0.05 }, 'good')).toBe('good')
    expect(qualityOf({ ...fine, pictureHeld: true }, 'good')).toBe('weak')
    expect(qualityOf({ ...fine, verdict: 'stalled' }, 'good')).toBe('interrupted')
    expect(qualityOf({ ...fine, connected: false }, 'connecting')).toBe('connecting')
    expect(qualityOf({ ...fine, connected: false }, 'good')).toBe('interrupted')
  })

  it('[VIDEO19] speaking has two marks as well', () => {
    expect([speaks(0.02, false), speaks(0.01, false), speaks(0.01, true), speaks(0.005, true)]).toEqual([
      true,
      false,
      true,
      false,
    ])
  })

  it('[VIDEO19] reads packets, loss and loudness from the statistics of the browser', () => {
    const look = (packetsReceived: number, packetsLost: number, totalAudioEnergy: number) =>
      new StatsReader().read(
        new Map<string, unknown>([
          [
            'a',
            {
              type: 'inbound-rtp',
              kind: 'audio',
              packetsReceived,
              packetsLost,
              totalAudioEnergy,
              totalSamplesDuration: totalAudioEnergy * 100,
            },
          ],
          ['v', { type: 'inbound-rtp', kind: 'video', packetsReceived: 7 }],
          ['r', { type: 'remote-inbound-rtp', fractionLost: 0.2, roundTripTime: 0.3 }],
          [
            'p',
            {
              type: 'candidate-pair',
              nominated: true,
              state: 'succeeded',
              availableOutgoingBitrate: 300_000,
              currentRoundTripTime: 0.1,
            },
          ],
        ]),
      )
    const [first, second] = [look(10, 0, 1), look(19, 1, 2)]
    expect(second).toMatchObject({
      audioPackets: 19,
      videoPackets: 7,
      loss: 0.2,
      roundTrip: 0.3,
      available: 300_000,
    })
    expect(lossBetween(first, second)).toBeCloseTo(0.1)
    expect(
      levelBetween(second.heardEnergy - first.heardEnergy, second.heardSeconds - first.heardSeconds),
    ).toBeCloseTo(0.1)
    expect(levelBetween(0, 0)).toBe(0)
  })
})

describe('reading the statistics', () => {
  const report = (audio: number, more: readonly (readonly [string, unknown])[] = []) => {
    const asked: string[] = []
    const entries = new Map<string, unknown>([
      ['a', { type: 'inbound-rtp', kind: 'audio', packetsReceived: audio }],
      ['c', { type: 'codec' }],
      ...more,
    ])
    return {
      asked,
      get: (id: string) => (asked.push(id), entries.get(id)),
      entries: () => (asked.push('all'), entries.entries()),
    }
  }

  it('[VIDEO19] asks for what says something only, and for everything when nothing arrived or something is gone', () => {
    const reader = new StatsReader()
    const looks = [
      report(1),
      report(2),
      report(2, [['v', { type: 'inbound-rtp', kind: 'video', packetsReceived: 9 }]]),
      report(3, [['v', { type: 'inbound-rtp', kind: 'video', packetsReceived: 9 }]]),
      report(4),
    ]
    const samples = looks.map((one) => reader.read(one))
    expect(looks.map(({ asked }) => asked.join(' '))).toEqual(['all', 'a', 'a all', 'a v', 'a v all'])
    expect(samples.map(({ audioPackets, videoPackets }) => [audioPackets, videoPackets])).toEqual([
      [1, 0],
      [2, 0],
      [2, 9],
      [3, 9],
      [4, 0],
    ])
  })
})

describe('descriptions', () => {
  const sdp = [
    'v=0',
    'o=- 4611731400430051336 3 IN IP4 127.0.0.1',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
    'a=mid:0',
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;useinbandfec=0',
    'a=candidate:1 1 udp 2113937151 192.0.2.1 5000 typ host generation 0 ufrag abcd network-cost 999',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'a=mid:1',
    '',
  ].join('\r\n')

  it('[VIDEO25] name their connection and how often it was renewed', () => {
    expect(originOf(sdp)).toEqual({ session: '4611731400430051336', version: '3' })
    expect(originOf('nonsense')).toEqual({ session: '', version: '' })
  })

  it('[VIDEO25] carry their candidates, each with its line and fragment', () => {
    const [only, ...more] = candidatesIn(sdp)
    expect(more).toEqual([])
    expect(only).toMatchObject({ sdpMid: '0', sdpMLineIndex: 0 })
    expect(fragmentOf(only?.candidate ?? '')).toBe('abcd')
    expect(fragmentOf('candidate:1 1 udp 1 192.0.2.1 5000 typ host')).toBeUndefined()
  })

  it('[VIDEO25] ask for error correction and silence suppression, once', () => {
    const asked = withRobustSound(sdp)
    expect(asked).toContain('a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n')
    expect(withRobustSound(asked)).toBe(asked)
    expect(withRobustSound('v=0\r\n')).toBe('v=0\r\n')
  })
})
