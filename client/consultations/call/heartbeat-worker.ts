/** Beats every given number of milliseconds. A hidden tab slows its own timers down to once a minute, not those of a worker. */
const post = (globalThis as unknown as { postMessage(message: number): void }).postMessage.bind(globalThis)

globalThis.addEventListener('message', (message: MessageEvent<number>) => {
  setInterval(() => post(performance.now()), message.data)
})
