import { Type } from 'typebox'
import { barrierPlaces, type BarrierReport } from '#shared/model/barrier.ts'
import { languageNames } from '#shared/text/languages.ts'
import { decision, question } from './command.ts'
import { closed, line, oneOf, paragraph, uuid } from './shapes.ts'

/** Body of `POST /api/barriers`: what anybody reports, without an account. */
export const barrierWish = closed({
  place: oneOf(barrierPlaces),
  text: paragraph(2000),
  contact: Type.Optional(line(200)),
  language: oneOf(languageNames),
})

export const barrierCommands = {
  /** What was reported: open ones first, the oldest first. */
  listBarriers: question<{ readonly reports: readonly BarrierReport[] }>()(
    'barrier:list',
    'barrier.read',
    closed({}),
  ),
  /** What was done about it and how it was answered. */
  answerBarrier: decision<{ readonly at: string }>()(
    'barrier:answer',
    'barrier.answer',
    closed({ report: uuid<string>(), text: paragraph(1000) }),
  ),
}
