import { en as matter } from '#shared/text/matter/en.ts'
import type { StatusTexts } from './status-texts.ts'

export const en: StatusTexts = {
  title: 'Status of your request',
  intro: 'Enter the code from your slip. You do not need an account.',
  code: 'Code',
  hint: 'Eight characters, for example 7KXM-Q4RT. Capital or small letters do not matter.',
  show: 'See the status',
  loading: 'One moment …',
  typo: 'This code is not right. Please check the eight characters on your slip.',
  unknown:
    'There is no status for this code. It may have expired. Please check the characters or ask your citizens’ office.',
  tries: 'Too many wrong codes were entered. Please try again in {minutes} minutes.',
  away: 'The page cannot be reached at the moment. Please try again later.',
  at: 'As of {at}',
  next: 'What comes next',
  missing: '{n} documents are still missing from you, the first by {until}. Your slip says which.',
  missingOne: 'One document is still missing from you, by {until}. Your slip says which.',
  responsible: 'Responsible: {name}',
  ask: 'Questions?',
  phone: 'Telephone',
  hours: 'Open',
  other: 'Enter another code',
  privacy: 'There is no name and no address on this page. No cookies are set.',
  language: 'Language',
  ...matter,
}
