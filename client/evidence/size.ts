const whole = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** „340 kB“, „2,4 MB“ from bytes. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${whole.format(Math.max(1, bytes / 1000))} kB`
  return `${tenths.format(bytes / 1_000_000)} MB`
}
