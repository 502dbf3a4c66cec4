import { afterEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { FormDoc } from '#client/cases/form/form-doc.ts'
import { DocumentLink } from '#client/documents/document-link.ts'
import { planOf } from '#shared/model/forms/field-plan.ts'
import { fieldsOf } from '#shared/model/forms/form.ts'
import { pathsOf } from '#shared/model/forms/values.ts'
import { demoForm } from '#tests/client/cases/form/form-fixture.ts'
import { caseId, startDocuments } from '#tests/support/document-server.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const forms = {
  a: demoForm('wohnsitz-anmelden'),
  b: demoForm('kfz-ummeldung'),
  c: demoForm('fuehrerschein-umtausch'),
}
const until = (link: DocumentLink, holds: () => boolean) =>
  new Promise<void>((resolve, reject) => {
    const look = () => {
      if (link.state.phase === 'rejected' || link.state.phase === 'closed')
        reject(new Error(JSON.stringify(link.state)))
      else if (holds()) resolve()
      else return
      stop()
      link.doc.off('update', look)
    }
    const stop = link.on(look)
    link.doc.on('update', look)
    look()
  })

test('[FORM14] whatever the form does in the document is taken by the server: typing, choosing, adding, removing, bringing back', async () => {
  const plans = Object.entries(forms).map(([caseService, form]) => ({ caseService, fields: planOf(form) }))
  const server = await startDocuments({ plans: () => plans })
  ends.push(() => server.stop())
  const open = async (login: string) => {
    const link = new DocumentLink({
      url: server.url,
      name: `${caseId}.shared.1`,
      ticket: () => Promise.resolve(server.ticket(login)),
      WebSocket: WebSocket as never,
    })
    ends.push(() => link.destroy())
    link.connect()
    await until(link, () => link.state.phase === 'synced')
    return { link, doc: new FormDoc(link.doc, forms) }
  }
  const mine = await open('j.brandt')
  const theirs = await open('u.kessler')
  const stored = () => until(mine.link, () => mine.link.state.pending === 0)

  const street = mine.doc.text('a', { path: 'neueWohnung.strasse' })!
  mine.link.doc.transact(() => {
    mine.doc.typed('a', { path: 'neueWohnung.strasse' }, street, { index: 0, remove: 0, insert: 'Am Markt' })
    street.insert(0, 'Am Markt')
  })
  for (const field of fieldsOf(forms.c)) {
    if (field.kind === 'group' || field.kind === 'text') continue
    for (const path of pathsOf(field))
      mine.doc.set('c', { path }, field.kind === 'multi' ? true : '2026-11-01')
  }
  mine.doc.set('c', { path: 'klassen.B' }, undefined)
  await stored()

  const first = mine.doc.values('a', forms.a).groups['personen']![0]!.id
  mine.doc.set('a', { path: 'geburtsdatum', group: 'personen', item: first }, '1980-05-03')
  const added = mine.doc.addItem('a', 'personen')
  mine.doc.text('a', { path: 'familienname', group: 'personen', item: added })!.insert(0, 'Kind')
  await stored()
  const citizenships = `personen/${first}/weitereStaatsangehoerigkeiten`
  const second = mine.doc.addItem('a', citizenships)
  mine.doc.text('a', { path: 'wert', group: citizenships, item: second })!.insert(0, 'türkisch')
  await stored()
  const taken = mine.doc.removeItem('a', citizenships, second)!
  await stored()
  mine.doc.restoreItem('a', taken)
  await stored()
  for (const item of [first, added]) {
    const removed = mine.doc.removeItem('a', 'personen', item)!
    await stored()
    mine.doc.restoreItem('a', removed)
    await stored()
  }
  await until(
    theirs.link,
    () => JSON.stringify(theirs.doc.values('a', forms.a)) === JSON.stringify(mine.doc.values('a', forms.a)),
  )
  expect(theirs.doc.values('b', forms.b).fields).toMatchObject({
    'anschrift.strasse': 'Am Markt',
    'halter.geburtsdatum': '1980-05-03',
  })
  expect(theirs.doc.values('a', forms.a).groups['personen']).toMatchObject([
    {
      id: first,
      fields: { geburtsdatum: '1980-05-03' },
      groups: { weitereStaatsangehoerigkeiten: [{ id: second, fields: { wert: 'türkisch' } }] },
    },
    { id: added, fields: { familienname: 'Kind' } },
  ])
  expect(server.faults).toEqual([])
})
