import type { CaseStep } from '#client/cases/case-step.ts'
import FormStep from '#client/cases/FormStep.vue'
import { formMark } from '#client/cases/form-mark.ts'
import EvidenceStep from '#client/evidence/EvidenceStep.vue'
import { evidenceMark } from '#client/evidence/evidence-mark.ts'
import PrecheckStep from '#client/precheck/PrecheckStep.vue'
import { precheckMark } from '#client/precheck/precheck-mark.ts'
import { handoverMark } from '#client/handover/handover-mark.ts'
import HandoverStep from '#client/handover/HandoverStep.vue'
import { signingMark } from '#client/signatures/signing-mark.ts'
import SigningStep from '#client/signatures/SigningStep.vue'
import { feeMark } from '#client/settlement/fee-mark.ts'
import FeeStep from '#client/settlement/FeeStep.vue'
import SlipStep from '#client/slips/SlipStep.vue'

/** The way through a case in its order; each capability brings its step. */
export const caseSteps: readonly CaseStep[] = [
  { name: 'angaben', label: 'cases.steps.form', component: FormStep, mark: formMark },
  { name: 'unterlagen', label: 'evidence.step', component: EvidenceStep, mark: evidenceMark },
  { name: 'vorpruefung', label: 'precheck.step', component: PrecheckStep, mark: precheckMark },
  { name: 'unterschrift', label: 'signatures.step', component: SigningStep, mark: signingMark },
  { name: 'gebuehr', label: 'settlement.step', component: FeeStep, mark: feeMark },
  { name: 'abschluss', label: 'handover.step.name', component: HandoverStep, mark: handoverMark },
  { name: 'laufzettel', label: 'slips.step', component: SlipStep },
]
