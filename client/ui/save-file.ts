/** Fetches a file and hands it to the browser under a name. False when it did not come. */
export async function saveFile(ask: () => Promise<Response>, name: string): Promise<boolean> {
  const answer = await ask().catch(() => null)
  if (answer?.ok !== true) return false
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
  return true
}
