import { Zip, ZipPassThrough } from 'fflate'

export interface ZipEntry {
  readonly name: string
  readonly read: () => Promise<Buffer>
}

/** An archive made while it is sent, one file in memory at a time; the same entries give the same bytes. */
export async function* zipOf(entries: readonly ZipEntry[], at: Date): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  let fault: Error | null = null
  const zip = new Zip((error, chunk) => {
    if (error) fault = error
    else made.push(chunk)
  })
  for (const { name, read } of entries) {
    const file = new ZipPassThrough(name)
    file.mtime = at
    zip.add(file)
    file.push(await read(), true)
    if (fault) throw fault as Error
    yield* made.splice(0)
  }
  zip.end()
  yield* made.splice(0)
}
