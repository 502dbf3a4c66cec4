import type { Acts, Tx } from '#server/platform/act.ts'

interface Question {
  readonly key: string
  readonly work: (tx: Tx) => Promise<unknown>
  readonly answer: Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** So that others who want the store get their turn. */
const mostTogether = 32

/**
 * Reads that come while another one runs share the next transaction, and equal ones their answer: when everybody returns at
 * once the store is asked a few times instead of a thousand. Nobody gets an answer from a transaction that began before the
 * question.
 */
export class SharedReads {
  private readonly waiting = new Map<string, Question>()
  private running = false

  constructor(private readonly acts: Pick<Acts, 'read'>) {}

  /** @param key equal keys ask the same */
  read<T>(key: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const known = this.waiting.get(key)
    if (known !== undefined) return known.answer as Promise<T>
    const question = questionOf(key, work)
    this.waiting.set(key, question)
    if (!this.running) {
      this.running = true
      // Everything that is asked in the same turn of the loop goes along.
      setImmediate(() => void this.run())
    }
    return question.answer as Promise<T>
  }

  private async run(): Promise<void> {
    while (this.waiting.size > 0) {
      const questions = [...this.waiting.values()].slice(0, mostTogether)
      for (const { key } of questions) this.waiting.delete(key)
      await this.askTogether(questions)
    }
    this.running = false
  }

  private async askTogether(questions: readonly Question[]): Promise<void> {
    try {
      const answers = await this.acts.read(async (tx) => {
        const found: unknown[] = []
        for (const { work } of questions) found.push(await work(tx))
        return found
      })
      for (const [at, { resolve }] of questions.entries()) resolve(answers[at])
    } catch {
      // One of them spoilt the transaction for all: everybody asks for himself.
      for (const { work, resolve, reject } of questions) await this.acts.read(work).then(resolve, reject)
    }
  }
}

function questionOf(key: string, work: (tx: Tx) => Promise<unknown>): Question {
  let resolve: Question['resolve'] = () => undefined
  let reject: Question['reject'] = () => undefined
  const answer = new Promise<unknown>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { key, work, answer, resolve, reject }
}
