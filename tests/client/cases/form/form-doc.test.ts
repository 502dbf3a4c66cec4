import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { FormDoc } from '#client/cases/form/form-doc.ts'
import { createForm, demoForm } from './form-fixture.ts'

const registration = demoForm('wohnsitz-anmelden')
const vehicle = demoForm('kfz-ummeldung')

function bundle() {
  const doc = new Y.Doc()
  const forms = new FormDoc(doc, { a: registration, b: vehicle })
  createForm(doc, 'a', registration)
  createForm(doc, 'b', vehicle)
  return { doc, forms, first: () => forms.values('a', registration).groups['personen']![0]!.id }
}

/** Types into a text the way the binding does. */
function type(
  forms: FormDoc,
  id: string,
  spot: { path: string; group?: string; item?: string },
  insert: string,
) {
  const text = forms.text(id, spot)!
  const index = text.length
  forms.doc.transact(() => {
    forms.typed(id, spot, text, { index, remove: 0, insert })
    text.insert(index, insert)
  })
}

describe('forms of a case', () => {
  test('[FORM8] an address typed once fills the other form until somebody changes it there', () => {
    const { forms } = bundle()
    type(forms, 'a', { path: 'neueWohnung.strasse' }, 'Am ')
    type(forms, 'a', { path: 'neueWohnung.strasse' }, 'Markt')
    expect(forms.values('b', vehicle).fields['anschrift.strasse']).toBe('Am Markt')
    expect(forms.source('b', { path: 'anschrift.strasse' }, 'Am Markt')).toBe('Wohnsitz anmelden')
    type(forms, 'b', { path: 'anschrift.strasse' }, ' 7')
    expect(forms.values('a', registration).fields['neueWohnung.strasse']).toBe('Am Markt 7')
    forms.text('b', { path: 'anschrift.strasse' })!.insert(0, 'Alter ')
    type(forms, 'a', { path: 'neueWohnung.strasse' }, '!')
    expect(forms.values('b', vehicle).fields['anschrift.strasse']).toBe('Alter Am Markt 7')
  })

  test('[FORM8] the first person who moves in is the keeper of the car, birth dates included', () => {
    const { forms, first } = bundle()
    const spot = { group: 'personen', item: first() }
    type(forms, 'a', { ...spot, path: 'familienname' }, 'Wendt')
    forms.set('a', { ...spot, path: 'geburtsdatum' }, '1980-05-03')
    expect(forms.values('b', vehicle).fields).toMatchObject({
      'halter.familienname': 'Wendt',
      'halter.geburtsdatum': '1980-05-03',
    })
    const second = forms.addItem('a', 'personen')
    type(forms, 'a', { group: 'personen', item: second, path: 'vornamen' }, 'Kind')
    expect(forms.values('b', vehicle).fields['halter.vornamen']).toBe('')
    forms.set('a', { ...spot, path: 'geburtsdatum' }, undefined)
    expect(forms.values('b', vehicle).fields['halter.geburtsdatum']).toBeUndefined()
  })

  test('[FORM8] nothing counts as taken over where it was typed', () => {
    const { forms } = bundle()
    type(forms, 'b', { path: 'anschrift.ort' }, 'Seendorf')
    expect(forms.values('a', registration).fields['neueWohnung.ort']).toBe('Seendorf')
    expect(forms.source('b', { path: 'anschrift.ort' }, 'Seendorf')).toBeUndefined()
  })

  test('[FORM9] a removed person comes back with everything, on the other screen too', () => {
    const { doc, forms, first } = bundle()
    const other = new Y.Doc()
    const sync = () => Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)))
    const item = first()
    type(forms, 'a', { group: 'personen', item, path: 'familienname' }, 'Wendt')
    forms.set('a', { group: 'personen', item, path: 'geburtsdatum' }, '1980-05-03')
    const removed = forms.removeItem('a', 'personen', item)!
    expect(removed.number).toBe(1)
    sync()
    expect(new FormDoc(other, forms.forms).values('a', registration).groups['personen']).toEqual([])
    forms.restoreItem('a', removed)
    sync()
    expect(new FormDoc(other, forms.forms).values('a', registration).groups['personen']).toEqual([
      {
        id: item,
        fields: {
          familienname: 'Wendt',
          vornamen: '',
          geburtsname: '',
          geburtsdatum: '1980-05-03',
          geburtsort: '',
          staatsangehoerigkeit: '',
        },
        groups: { weitereStaatsangehoerigkeiten: [], ausweise: [], vertreter: [] },
      },
    ])
    expect(forms.removeItem('a', 'personen', 'unknown')).toBeUndefined()
  })

  test('[FORM8] before the server has created a form, asking does no harm', () => {
    const forms = new FormDoc(new Y.Doc(), { a: registration })
    forms.set('a', { path: 'art' }, 'Hauptwohnung')
    expect(forms.values('a', registration)).toEqual({ fields: {}, groups: { personen: [] } })
    expect(forms.text('a', { path: 'neueWohnung.strasse' })).toBeUndefined()
  })
})
