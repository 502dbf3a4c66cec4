import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { catalogueCommands, type ServiceForm } from '#shared/contract/catalogue-contract.ts'
import { evidenceCommands } from '#shared/contract/evidence-contract.ts'
import { settlementCommands } from '#shared/contract/settlement-contract.ts'
import { signatureCommands, type CaseSignatures } from '#shared/contract/signature-contract.ts'
import type { EvidenceNeed } from '#shared/model/evidence-need.ts'
import type { EvidenceView } from '#shared/model/evidence.ts'
import type { FeeView } from '#shared/model/fee.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import type { Form } from '#shared/model/forms/form.ts'
import type { SeatCase } from '#shared/model/seat.ts'
import { useDeskLink } from '#client/link/desk-link.ts'

/** What a citizen's screen reads of its case beside the live document; read anew whenever something happened there. */
export function useSeatCase(now: () => SeatCase) {
  const link = useDeskLink()
  const forms = shallowRef<Readonly<Record<string, Form>>>({})
  const names = shallowRef<ServiceForm['names']>({})
  const asked = shallowRef<Readonly<Record<string, readonly EvidenceNeed[]>>>({})
  const evidence = shallowRef<readonly EvidenceView[] | null>(null)
  const fee = shallowRef<FeeView | null>(null)
  const signatures = shallowRef<CaseSignatures | null>(null)

  async function loadForms(): Promise<void> {
    for (const { id, service } of now().services) {
      if (forms.value[id]) continue
      const reply = await link.request(catalogueCommands.readForm, { service })
      if (!reply.ok) continue
      names.value = joined(names.value, reply.value.names)
      asked.value = { ...asked.value, [id]: reply.value.evidence }
      if (reply.value.schema === null) continue
      forms.value = { ...forms.value, [id]: formOf(reply.value.schema) }
    }
  }

  async function load(): Promise<void> {
    const { id } = now()
    const [papers, money, signed] = await Promise.all([
      link.request(evidenceCommands.listEvidence, { case: id }),
      link.request(settlementCommands.getFee, { case: id }),
      link.request(signatureCommands.listSignatures, { case: id }),
    ])
    if (papers.ok) evidence.value = papers.value.evidence
    if (money.ok) fee.value = money.value
    if (signed.ok) signatures.value = signed.value
  }

  watch(now, () => void Promise.all([loadForms(), load()]), { immediate: true })
  onScopeDispose(link.onStirred(() => void load()))

  return {
    forms,
    /** What the catalogue calls things in other languages, of every service of the case. */
    names,
    /** In the order of the case, as far as they are read. */
    ordered: computed(() =>
      Object.fromEntries(
        now().services.flatMap(({ id }) => (forms.value[id] ? [[id, forms.value[id]] as const] : [])),
      ),
    ),
    evidence: computed(() => (evidence.value ?? []).filter(({ withdrawn }) => withdrawn === null)),
    /** Papers each service asks for, by service of the case. */
    asked,
    /** Withdrawn ones as well; null until they are read. */
    papers: evidence,
    fee,
    signatures,
  }
}

function joined(known: ServiceForm['names'], more: ServiceForm['names']): ServiceForm['names'] {
  const languages = [...new Set([...Object.keys(known), ...Object.keys(more)])]
  return Object.fromEntries(languages.map((one) => [one, { ...known[one], ...more[one] }]))
}
