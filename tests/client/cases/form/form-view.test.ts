import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { createI18n } from 'vue-i18n'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { FormDoc } from '#client/cases/form/form-doc.ts'
import FormView from '#client/cases/form/FormView.vue'
import { common } from '#client/text/de/common.ts'
import { forms as texts } from '#client/text/de/forms.ts'
import { planOf } from '#shared/model/forms/field-plan.ts'
import { exampleDay, formExamples } from '#tests/support/form-examples.ts'
import { createForm, demoForm, fill } from './form-fixture.ts'

enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
})

const i18n = createI18n({ legacy: false, locale: 'de', messages: { de: { common, forms: texts } } })
const settled = async () => {
  for (let turn = 0; turn < 4; turn += 1) await nextTick()
}

function open(
  service: Parameters<typeof demoForm>[0],
  more: { readonly?: boolean; showMissing?: boolean; today?: string } = {},
) {
  const doc = new Y.Doc()
  const form = demoForm(service)
  createForm(doc, 's', form)
  const awareness = new Awareness(doc)
  const view = mount(FormView, {
    attachTo: document.body,
    props: {
      doc,
      awareness,
      caseServiceId: 's',
      form,
      readonly: false,
      today: '2026-11-22',
      plates: ['LTL'],
      ...more,
    },
    global: { plugins: [i18n] },
  })
  const map = () => doc.getMap('forms').get('s') as Y.Map<unknown>
  const field = (key: string) => view.get(`[data-field="${key}"]`)
  const type = async (key: string, value: string) => {
    await settled()
    const input = field(key).get('input')
    input.element.focus()
    await input.setValue(value)
    await settled()
  }
  const leave = async (key: string) => {
    field(key).get('input').element.blur()
    await settled()
  }
  return { doc, awareness, view, map, field, type, leave }
}

describe('a form on screen', () => {
  test('[FORM10] what is typed is stored at once, written properly on leaving and explained at the field', async () => {
    const { map, type, leave, field } = open('kfz-ummeldung')
    await type('evb', 'a1b2c3')
    expect(String(map().get('evb'))).toBe('a1b2c3')
    await leave('evb')
    expect(String(map().get('evb'))).toBe('A1B2C3')
    const note = field('evb').get('.error')
    expect(note.text()).toBe('Die eVB-Nummer hat 7 Zeichen. Eines fehlt.')
    const input = field('evb').get('input')
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(input.attributes('aria-describedby')).toContain(note.attributes('id'))
    await type('evb', 'A1B2')
    await leave('evb')
    expect(field('evb').get('.error').text()).toBe('Die eVB-Nummer hat 7 Zeichen. 3 fehlen.')
    await type('evb', 'A1B2C3D')
    expect(field('evb').find('.error').exists()).toBe(false)
  })

  test('[FORM10] an error waits until the typing rests, what is missing until the field was left', async () => {
    vi.useFakeTimers()
    const { type, leave, field } = open('kfz-ummeldung')
    await type('fin', 'WVW')
    expect(field('fin').find('.error').exists()).toBe(false)
    vi.advanceTimersByTime(800)
    await settled()
    expect(field('fin').get('.error').text()).toContain('14 fehlen')
    await type('halter.familienname', 'W')
    await type('halter.familienname', '')
    expect(field('halter.familienname').find('.error').exists()).toBe(false)
    await leave('halter.familienname')
    expect(field('halter.familienname').get('.error').text()).toBe('Bitte ausfüllen.')
    expect(field('halter.vornamen').find('.error').exists()).toBe(false)
  })

  test('[FORM10] parts that depend on an answer come and go', async () => {
    const { view, map, field } = open('kfz-ummeldung')
    expect(view.find('[data-field="finanzierer"]').exists()).toBe(false)
    await field('zb2Verbleib').get('input[value="liegt bei Bank oder Leasinggeber"]').setValue()
    await settled()
    expect(map().get('zb2Verbleib')).toBe('liegt bei Bank oder Leasinggeber')
    expect(view.find('[data-field="finanzierer"]').exists()).toBe(true)
  })

  test('[FORM11] others in a field are named, and what they type appears', async () => {
    const { doc, awareness, field } = open('kfz-ummeldung')
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    const theirs = (other.getMap('forms').get('s') as Y.Map<unknown>).get('evb') as Y.Text
    theirs.insert(0, 'XYZ')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
    awareness.states.set(77, {
      person: 'p',
      name: 'Dr. Ines Voß',
      role: 'specialist',
      office: 'Kreishaus',
      cursor: { field: 's/evb' },
    })
    awareness.emit('change', [{ added: [77], updated: [], removed: [] }, 'test'])
    await settled()
    expect(field('evb').get('input').element.value).toBe('XYZ')
    expect(field('evb').get('.tag').text()).toBe('I. Voß')
    expect(
      field('evb')
        .classes()
        .some((name) => /^p[1-6]$/.test(name)),
    ).toBe(true)
    field('evb').get('input').element.focus()
    await settled()
    expect(awareness.getLocalState()).toMatchObject({ cursor: { field: 's/evb' } })
    field('evb').get('input').element.blur()
    expect(awareness.getLocalState()).toMatchObject({ cursor: null })
  })

  test('[FORM12] who only reads sees that and cannot change anything', async () => {
    const { view } = open('wohnsitz-anmelden', { readonly: true })
    expect(view.text()).toContain('Sie lesen nur mit.')
    for (const input of view.findAll<HTMLInputElement>('input'))
      expect(input.element.readOnly || input.element.disabled).toBe(true)
    expect(view.findAll('button')).toHaveLength(0)
  })

  test('[FORM13] dates are stored as days, what is none stays as typed and is explained', async () => {
    const { map, type, leave, field } = open('wohnsitz-anmelden')
    await type('einzug', '4.11.2026')
    expect(map().get('einzug')).toBe('2026-11-04')
    await leave('einzug')
    expect(field('einzug').get('input').element.value).toBe('04.11.2026')
    expect(field('einzug').get('.advice').text()).toBe(
      'Frist 14 Tage überschritten (18 Tage): Hinweis, kein Abbruch (§ 17 BMG).',
    )
    await type('einzug', '31.02.26')
    await leave('einzug')
    expect(map().get('einzug')).toBe('31.02.26')
    expect(field('einzug').get('.error').text()).toContain('gibt es im Kalender nicht')
    await type('einzug', '')
    await leave('einzug')
    expect(map().has('einzug')).toBe(false)
  })

  test('[FORM13] numbers are stored as numbers while typing', async () => {
    const { map, type, leave, field } = open('wohngeld')
    await type('wohnung.gesamtmiete', '1.234,50')
    expect(map().get('wohnung.gesamtmiete')).toBe(1234.5)
    await type('wohnung.gesamtmiete', 'viel')
    await leave('wohnung.gesamtmiete')
    expect(map().get('wohnung.gesamtmiete')).toBe('viel')
    expect(field('wohnung.gesamtmiete').get('.error').text()).toContain('Bitte eine Zahl eingeben')
  })

  test('[FORM9] persons are added with the cursor in them, removed and brought back', async () => {
    const { view } = open('wohnsitz-anmelden')
    const items = () => view.findAll('[data-group=personen] > [data-item]')
    expect(items()).toHaveLength(1)
    await view.get('[data-group=personen] > .row > [data-add]').trigger('click')
    await settled()
    expect(items()).toHaveLength(2)
    expect(items()[1]!.element.contains(document.activeElement)).toBe(true)
    await items()[0]!.get('button[aria-label="Person 1 entfernen"]').trigger('click')
    await settled()
    expect(items()).toHaveLength(1)
    expect(items()[0]!.find('button[aria-label="Person 1 entfernen"]').exists()).toBe(false)
    await view.get('[data-undo]').trigger('click')
    await settled()
    expect(items()).toHaveLength(2)
  })

  test('[FORM10] a remark can be begun at every field, and the parent hears how the form stands', async () => {
    const { view, field } = open('kfz-ummeldung')
    await field('evb').get('.remark-button').trigger('click')
    expect(view.emitted('remark')).toEqual([[{ key: 'evb', title: 'eVB-Nummer der Versicherung' }]])
    expect(view.emitted('check')?.[0]?.[0]).toMatchObject({ status: 'empty' })
  })

  test.each(Object.keys(formExamples) as Parameters<typeof demoForm>[0][])(
    '[FORM17] %s shows its example whole, and answers wrong days and empty names with a sentence',
    async (service) => {
      const { view, doc, map } = open(service, { today: exampleDay, showMissing: true })
      const plan = planOf(demoForm(service))
      doc.transact(() => fill(map(), plan, formExamples[service]!))
      await settled()
      expect(view.findAll('.error').map((one) => one.text())).toEqual([])
      expect(view.text()).not.toMatch(/\b(forms|common)\.[a-z]/)
      for (const control of view.findAll(':is(input, select, textarea):not([aria-hidden=true])'))
        expect(nameOf(control.element as HTMLInputElement)).toMatch(/\p{L}/u)
      doc.transact(() => {
        for (const [path, value] of map().entries())
          if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) map().set(path, '30.02.2026')
          else if (value instanceof Y.Text && path.endsWith('familienname')) value.delete(0, value.length)
      })
      await settled()
      const told = view.findAll('.error').map((one) => one.text())
      expect(told).not.toEqual([])
      expect(told.filter((sentence) => !/^\p{Lu}.*\.$/u.test(sentence))).toEqual([])
    },
  )

  test('[FORM18] groups inside an item: citizenships are added, taken out and brought back', async () => {
    const { view, doc } = open('wohnsitz-anmelden')
    const inside = () => view.get('[data-item] [data-group$="/weitereStaatsangehoerigkeiten"]')
    const add = async () => {
      await inside().get('[data-add]').trigger('click')
      await settled()
    }
    await add()
    expect(inside().element.contains(document.activeElement)).toBe(true)
    await inside().get('input').setValue('türkisch')
    await add()
    await inside().findAll('input')[1]!.setValue('schwedisch')
    await settled()
    const kept = () =>
      new FormDoc(doc, { s: demoForm('wohnsitz-anmelden') })
        .values('s', demoForm('wohnsitz-anmelden'))
        .groups['personen']![0]!.groups!['weitereStaatsangehoerigkeiten']!.map(({ fields }) => fields['wert'])
    expect(kept()).toEqual(['türkisch', 'schwedisch'])
    await inside().get('button.danger').trigger('click')
    await settled()
    expect(kept()).toEqual(['schwedisch'])
    await inside().get('[data-undo]').trigger('click')
    await settled()
    expect(kept()).toEqual(['türkisch', 'schwedisch'])
  })
})

/** What a control is called: by its label, its group or its own name. */
function nameOf(control: HTMLInputElement): string {
  const labels = [...(control.labels ?? [])].map((one) => one.textContent)
  const ids = (control.getAttribute('aria-labelledby') ?? '').split(' ')
  const named = ids.map((id) => document.getElementById(id)?.textContent ?? '')
  return [...labels, ...named, control.getAttribute('aria-label') ?? ''].join(' ')
}
