import type { CitizenTexts } from './de.ts'

export const en: CitizenTexts = {
  title: 'Your screen',
  language: 'Language',
  counter: 'Desk {number}',
  opening: 'One moment please …',
  away: 'The connection is interrupted. It will come back by itself.',
  pair: {
    title: 'Pair this screen',
    text: 'This device does not belong to a desk yet. Please enter the code that the desk shows.',
    code: 'Code',
    hint: '8 characters, for example ABCD 2345',
    button: 'Pair',
    empty: 'Please enter the code of 8 characters.',
    lost: 'The server cannot be reached. Please try again in a moment.',
  },
  rest: {
    morning: 'Good morning',
    day: 'Good afternoon',
    evening: 'Good evening',
    welcome: 'Welcome.',
    text: 'You will see here what is written down for you. No data is shown at the moment.',
  },
  blank: {
    title: 'The screen is resting',
    text: 'Your details are covered. Your adviser can show them again.',
  },
  wiping: 'Your details are being deleted from this screen …',
}
