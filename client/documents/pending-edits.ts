/** Which own edits are not known to be stored yet. An edit is counted once, however often it is sent. */
export class PendingEdits {
  private unsent = 0
  private sent: { readonly n: number; edits: number }[] = []

  get count(): number {
    return this.unsent + this.sent.reduce((sum, one) => sum + one.edits, 0)
  }

  made(): void {
    this.unsent += 1
  }

  /** The n-th sync frame carries every edit made so far that no other frame carries. */
  sentIn(n: number): void {
    this.sent.push({ n, edits: this.unsent })
    this.unsent = 0
  }

  /** Everything up to the n-th sync frame is stored. */
  durable(n: number): void {
    this.sent = this.sent.filter((one) => one.n > n)
  }

  /** The connection is gone: what was not acknowledged has to be sent again. */
  lost(): void {
    this.unsent = this.count
    this.sent = []
  }
}
