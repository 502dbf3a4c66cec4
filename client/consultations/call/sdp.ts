/** Session name and version of a description: the connection it belongs to and how often it was renewed. */
export function originOf(sdp: string): { readonly session: string; readonly version: string } {
  const [, session = '', version = ''] = /^o=\S+ (\S+) (\S+)/m.exec(sdp) ?? []
  return { session, version }
}

/** Candidates written into a description, so that those lost on the way can be added later. */
export function candidatesIn(sdp: string): RTCIceCandidateInit[] {
  return sdp
    .split(/^m=/m)
    .slice(1)
    .flatMap((section, sdpMLineIndex) => {
      const sdpMid = /^a=mid:(\S+)/m.exec(section)?.[1] ?? null
      return [...section.matchAll(/^a=(candidate:.*)$/gm)].map((line) => ({
        candidate: (line[1] ?? '').trim(),
        sdpMid,
        sdpMLineIndex,
      }))
    })
}

/** The ICE user fragment a candidate belongs to; undefined when it does not say. */
export function fragmentOf(candidate: string): string | undefined {
  return / ufrag (\S+)/.exec(candidate)?.[1]
}

/**
 * Asks the other side for Opus with forward error correction and silence suppression (RFC 7587, section 6.1). Applied to
 * what is sent, not to what is set here: the other side's encoder follows it.
 */
export function withRobustSound(sdp: string): string {
  const type = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1]
  if (type === undefined) return sdp
  const wanted = ['useinbandfec=1', 'usedtx=1']
  const line = new RegExp(`^(a=fmtp:${type} )(.*?)(\\r?)$`, 'm')
  if (!line.test(sdp)) return sdp
  return sdp.replace(line, (_whole, head: string, parameters: string, end: string) => {
    const kept = parameters.split(';').filter((one) => !/^(useinbandfec|usedtx)=/.test(one.trim()))
    return `${head}${[...kept, ...wanted].join(';')}${end}`
  })
}
