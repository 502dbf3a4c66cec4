/** The measure of all set-up times: two bare connections in one page, tracks added, candidates passed on directly. */
export async function bareTimes(): Promise<{ firstFrame: number }> {
  const camera = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 640, height: 360, frameRate: 24 },
  })
  const [left, right] = [new RTCPeerConnection(), new RTCPeerConnection()]
  const element = document.createElement('video')
  element.autoplay = true
  element.muted = true
  document.body.append(element)
  try {
    const begin = performance.now()
    const painted = new Promise<number>((resolve) => {
      element.requestVideoFrameCallback(() => resolve(performance.now()))
    })
    left.onicecandidate = ({ candidate }) => candidate && void right.addIceCandidate(candidate)
    right.onicecandidate = ({ candidate }) => candidate && void left.addIceCandidate(candidate)
    right.ontrack = ({ streams }) => (element.srcObject = streams[0] ?? null)
    for (const track of camera.getTracks()) {
      left.addTrack(track, camera)
      right.addTrack(track.clone(), camera)
    }
    await left.setLocalDescription()
    await right.setRemoteDescription(left.localDescription as RTCSessionDescription)
    await right.setLocalDescription()
    await left.setRemoteDescription(right.localDescription as RTCSessionDescription)
    return { firstFrame: (await painted) - begin }
  } finally {
    element.remove()
    left.close()
    right.close()
    for (const track of camera.getTracks()) track.stop()
  }
}
