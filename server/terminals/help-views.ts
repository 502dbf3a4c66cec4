import { counterOf } from '#shared/model/counter.ts'
import type { HelpView, WantedCall } from '#shared/model/help.ts'
import type { CounterId } from '#shared/model/ids.ts'
import type { CaseService } from '#server/cases/case-service.ts'
import { nameOf } from '#server/cases/case-view.ts'
import type { DistrictSource } from '#server/district/district-port.ts'
import type { Tx } from '#server/platform/act.ts'
import type { HelpRecords, StoredCall, StoredHelp } from './help-port.ts'

/** What the two sides read of a request for help, and of a wish to be called. */
export class HelpViews {
  constructor(
    private readonly records: Pick<HelpRecords, 'words'>,
    private readonly cases: Pick<CaseService, 'view'>,
    private readonly district: DistrictSource,
  ) {}

  /** `whole`: for the terminal and who comes; everybody else reads where, about what and in which language. */
  async help(tx: Tx, help: StoredHelp, whole: boolean): Promise<HelpView> {
    const { id, state, office, about, language, talk, takenBy, askedAt, until } = help
    const [words, file] = await Promise.all([
      whole ? this.records.words(tx, id) : [],
      help.case === null ? undefined : this.cases.view(tx, help.case),
    ])
    return {
      id,
      state,
      seat: whole ? help.seat : null,
      counter: whole ? help.counter : null,
      place: this.#place(help.counter),
      office,
      case: whole ? help.case : null,
      caseNumber: whole ? (file?.number ?? null) : null,
      about: file?.title ?? about,
      language,
      talk,
      askedAt: askedAt.toISOString(),
      until: until?.toISOString() ?? null,
      takenBy,
      takenByName: takenBy === null ? null : nameOf(takenBy, this.district.current()),
      words: words.map(({ id: word, side, name, text, at }) => ({
        id: word,
        side,
        name,
        text,
        at: at.toISOString(),
      })),
    }
  }

  async call(tx: Tx, call: StoredCall): Promise<WantedCall> {
    const { id, counter, about, language, name, phone, askedAt } = call
    const file = call.case === null ? undefined : await this.cases.view(tx, call.case)
    return {
      id,
      place: this.#place(counter),
      case: call.case,
      caseNumber: file?.number ?? null,
      about: file?.title ?? about,
      language,
      name,
      phone,
      askedAt: askedAt.toISOString(),
    }
  }

  #place(counter: CounterId): string {
    return counterOf(this.district.current(), counter)?.office.name ?? ''
  }
}
