import { ar as matter } from '#shared/text/matter/ar.ts'
import { apart as apartIn, languages, machineGerman } from '#shared/text/languages.ts'
import type { SlipWords } from '../slip-words.ts'

const apart = (text: string) => apartIn('ar', text)

/** Translated by a machine, and says so. */
export const ar: SlipWords = {
  title: 'ورقة المتابعة (Laufzettel)',
  intro: `هذا ما أنجزناه لك اليوم، وهكذا تسير الأمور بعد ذلك. يرجى الاحتفاظ بهذه الورقة. ${languages.ar.machine} ${apart(machineGerman)}`,
  made: 'بتاريخ',
  number: 'المعاملة',
  state: 'الحالة',
  next: 'ما التالي',
  authority: 'الجهة المختصة',
  paid: 'المدفوع',
  paidTo: (amount, payee) => `${apart(amount)} إلى ${apart(payee)}`,
  bring: 'ما زال ينقص منك',
  bringUntil: (title, day) => `${apart(title)}: حتى ${apart(day)}`,
  note: 'ملاحظات ومواعيد',
  ask: 'هل لديك أسئلة؟',
  phone: 'الهاتف',
  hours: 'أوقات الدوام',
  askHint: 'يرجى ذكر رقم المعاملة.',
  code: 'رؤية الحالة على الإنترنت',
  codeAlt: 'رمز QR لصفحة الحالة',
  codeLines: (address, until) => [
    `افتح ${apart(address)} وأدخل الرمز، أو صوّر رمز QR بهاتفك.`,
    `الرمز صالح حتى ${apart(until)}. من لديه الرمز يرى الحالة دون اسم. أعطه فقط لمن تريد.`,
  ],
  ...matter,
}
