const videos: HTMLVideoElement[] = []
const offered = new Set<RTCPeerConnection>()
/** Candidates that came before the description they belong to. */
const early = new Map<RTCPeerConnection, RTCIceCandidateInit[]>()

/**
 * One of `count` people in a bare mesh: an RTCPeerConnection to every other, tracks added, signals broadcast over the
 * relay with the pair in the text. For the bench of CPU only.
 */
export async function bareMesh(self: number, count: number): Promise<void> {
  const camera = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 640, height: 360, frameRate: 24 },
  })
  const socket = new WebSocket(`ws://${location.host}/relay?person=bare${self}&name=bare`)
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const send = (to: number, what: object) =>
    socket.send(JSON.stringify({ consultation: 'bare', data: { type: 'bare', from: self, to, ...what } }))
  const others = Array.from({ length: count }, (_, at) => at).filter((at) => at !== self)
  const connections = new Map(others.map((other) => [other, connect(camera, (what) => send(other, what))]))
  socket.addEventListener('message', ({ data }) => {
    const { data: signal } = JSON.parse(String(data)) as {
      data: {
        to: number
        from: number
        ready?: boolean
        description?: RTCSessionDescriptionInit
        candidate?: RTCIceCandidateInit
      }
    }
    const connection = connections.get(signal.from)
    if (signal.to === self && connection !== undefined)
      void take(connection, signal, self < signal.from, (what) => send(signal.from, what))
  })
  for (const other of others) send(other, { ready: true })
}

function connect(camera: MediaStream, send: (what: object) => void): RTCPeerConnection {
  const connection = new RTCPeerConnection()
  connection.onicecandidate = ({ candidate }) => candidate && send({ candidate })
  connection.ontrack = ({ streams, track }) => {
    if (track.kind !== 'video') return
    const element = document.createElement('video')
    element.autoplay = true
    element.srcObject = streams[0] ?? null
    document.body.append(element)
    videos.push(element)
  }
  for (const track of camera.getTracks()) connection.addTrack(track, camera)
  for (const sender of connection.getSenders()) if (sender.track?.kind === 'video') void limit(sender)
  return connection
}

/** The same cap as the product's in a mesh of four. */
async function limit(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings
  if (encoding === undefined) return
  encoding.maxBitrate = 600_000
  encoding.maxFramerate = 24
  await sender.setParameters(parameters)
}

async function take(
  connection: RTCPeerConnection,
  signal: { ready?: boolean; description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit },
  offers: boolean,
  send: (what: object) => void,
): Promise<void> {
  if (signal.ready === true && offers && !offered.has(connection)) {
    offered.add(connection)
    await connection.setLocalDescription()
    send({ description: connection.localDescription })
  } else if (signal.ready === true && !offers) send({ ready: true })
  if (signal.description !== undefined) {
    await connection.setRemoteDescription(signal.description)
    for (const candidate of early.get(connection) ?? []) await connection.addIceCandidate(candidate)
    early.delete(connection)
    if (signal.description.type === 'offer') {
      await connection.setLocalDescription()
      send({ description: connection.localDescription })
    }
  }
  if (signal.candidate === undefined) return
  if (connection.remoteDescription === null)
    early.set(connection, [...(early.get(connection) ?? []), signal.candidate])
  else await connection.addIceCandidate(signal.candidate)
}

/** How many remote pictures are there. */
export const bareMoving = (): number => videos.filter((video) => video.videoWidth > 0).length
