import type { SpokenSentences } from './reasons.ts'

export const en: SpokenSentences = {
  E_SCHEMA: 'This could not be read. Please check what you entered and try again.',
  E_FORBIDDEN: 'This is not possible here. Please ask at the counter or call your office.',
  E_NOT_FOUND: 'This does not exist, or not any more. Please reload the page.',
  E_NOT_ADMITTED: 'You have not been let in here yet. Please enter your code again or ask for a new one.',
  E_STATE: 'This is not possible at the moment. Please look at the page again, or ask at the counter.',
  E_STALE_REV: 'Something was changed meanwhile. Please look at it and try again.',
  E_STALE_DOCUMENT: 'Your details were changed meanwhile. Please look at them and try again.',
  E_ID_REUSED: 'This was sent before with something else in it. Please reload the page and try again.',
  E_RATE: 'That was a lot at once. Please wait a moment and try again.',
  E_STORE: 'This could not be saved just now. Please try again in a moment.',
  E_DRAINING: 'The server is being restarted. Please try again in a moment.',
  E_VERSION: 'This page is older than the server. Please reload the page.',

  malformed: 'Something was missing or did not fit. Please reload the page and try again.',
  'unknown-command': 'The server does not know this. Please reload the page.',
  'role-may-not': 'This is not possible here. Please ask at the counter or call your office.',
  'id-reused': 'This was sent before with something else in it. Please reload the page and try again.',
  'too-many': 'That was a lot at once. Please wait a moment and try again.',
  fault:
    'This did not work, the server reports an error. What you typed is not lost. Please try again in a moment.',
  'too-large': 'This is too much at once. Please send less and try again.',
  'not-signed-in': 'You are not admitted here any more. Please enter your code again or ask for a new one.',
  'code-tries': 'Too many wrong codes were entered. Please try again in {minutes} minutes.',
  'too-many-codes': 'Too many wrong codes were entered. Please try again in {minutes} minutes.',
  draining: 'The server is being restarted. Please try again in a moment.',
  'store-full':
    'Nothing can be saved at the moment, the server is full. Please tell the counter or your office.',
  'store-away': 'This cannot be saved just now. What you typed is not lost. Please try again in a moment.',
  'store-slow': 'Saving takes too long just now. What you typed is not lost. Please try again in a moment.',

  'case-unknown':
    'This case is not shown here, or not any more. Please ask at the counter or call your office.',
  'case-closed': 'The case is closed and cannot be changed any more.',
  'changed-meanwhile':
    'Something was changed meanwhile. You see the new state now; please look at it and try again.',
  'content-changed': 'Something was changed meanwhile. Please look at the new state and then decide again.',
  'service-unknown': 'The service “{service}” is not offered here. Please search again.',
  'service-not-allowed':
    '“{service}” is not possible here. Please choose something else or ask at the counter.',
  'service-step':
    'This step is not possible at the moment. Please look at the page again, or ask at the counter.',
  'service-cancelled': '“{service}” was taken out of your case. Please ask at the counter.',
  'service-not-in-case': 'This service does not belong to your case. Please choose another one.',
  'consent-not-given': 'You have not allowed this, so there is nothing to take back.',

  'no-talk-now': 'There is no conversation with picture or sound now that you agreed to.',
  'not-confidential-now':
    'You can talk confidentially as soon as a specialist is in the conversation and you agreed to the sound.',
  'consultation-unknown': 'This conversation does not exist, or not any more. Please ask again.',
  'consultation-running':
    'A specialist is already being asked about this. Please go on there, or end that first.',
  'consultation-state':
    'This is not possible in the conversation at the moment. Please look at the page again.',
  'consultation-over': 'The conversation with the specialist is already over.',
  'not-exhausted': 'We are still looking for a specialist. Please wait a moment.',
  'slot-taken': 'Somebody else has taken this time. Please choose another one.',
  'table-full': 'Six people are in this conversation already. Please wait until somebody leaves.',
  'no-unit': 'No specialist can be brought in for “{service}”. Please turn to: {authority}.',
  'unit-not-here': '“{unit}” is not responsible for your area. Please ask at the counter.',

  'sealed-field': 'This field is not part of the form. Please reload the page.',
  'sealed-implausible': 'This number cannot be right. Please compare it with the card and enter it again.',
  'block-unknown': 'This section is not part of the form. Please reload the page.',
  'evidence-unknown': 'This document does not exist, or not any more.',
  'evidence-service': 'This service is not part of your case any more. Please choose again.',
  'evidence-full':
    'Your case already holds 100 files, there is no room for more. Please put several pages into one PDF.',
  'file-missing': 'No file has arrived. Please choose a file and try again.',
  'file-fields': 'What was said about the file is not complete or too long. Please check it and try again.',
  'file-too-large': 'The file is larger than 20 MB. Please take a smaller picture or send several files.',
  'file-empty': 'The file is empty. Please choose another one.',
  'file-type':
    'Only PDF and pictures (JPEG, PNG, WebP) work. Please send the document in one of these formats.',
  'file-virus':
    'The file contains a virus and was not saved. Please do not open it, and send the document as a photo.',
  'scan-down':
    'Files cannot be checked for viruses just now, so this one was not saved. Please try again in a few minutes.',
  'file-polyglot':
    'The file is not complete, or there is something else in it. Please take a photo of the document or save it as PDF again.',
  'file-pixels': 'The picture is too large (more than 80 million pixels). Please take a smaller one.',
  'file-broken': 'The picture is damaged and cannot be shown. Please take it again.',
  'phone-identity':
    'Passports and identity cards are shown in original and not sent. Please bring the original.',
  'phone-unknown': 'This code is not valid, or not any more. Please ask your office for a new one.',

  'signature-unknown': 'This document does not belong to your case. Please reload the page.',
  'signature-not-now': 'You can sign as soon as your details have been checked. Please wait a moment.',
  'signature-given': '“{title}” is already signed.',
  'signature-not-asked': 'This document is not on your screen at the moment. Please ask at the counter.',
  'signature-at-desk':
    'Signing for somebody else, or without writing yourself, is done at the counter. Please say so.',
  'signature-too-small': 'This is not a signature yet. Please sign in the field once more.',

  'screen-shows-nothing': 'Your screen shows no case at the moment. Please ask at the counter.',
  'way-not-now': 'There is nothing to decide about this at the moment. Please ask at the counter.',
  'look-over': 'This picture is not shown any more. Please ask at the counter.',
  'pairing-code':
    'This code is not valid, or not any more. Please ask for a new code at the counter and enter it here.',
  'invitation-code': 'This code is not valid, or not any more. Please call the office and ask for a new one.',
  'interpreter-code':
    'This code is not valid, or not any more. Please call the office and ask for a new link.',
  'wish-empty': 'Please choose day and time, or write when it suits you.',
  'wish-past': 'This time is already over. Please choose a later one.',
  'no-guest': 'This is only possible with an invitation from home.',
  'guest-gone': 'The conversation is over. Please call the office.',

  'terminal-busy':
    'Something has been begun at this terminal already. Please choose “Finish and delete everything” first.',
  'terminal-wiping': 'The terminal is deleting the details of the last visit. Please wait a moment.',
  'help-unknown': 'Nobody is being asked for help any more. Please choose “Get help” once more.',
  'help-nobody-there':
    'Nobody is there to talk to at the moment. Please write, or choose “Get help” once more.',
  'help-still-asked': 'Somebody is still being asked. Please wait a moment.',
  'help-phone': 'This telephone number cannot be right. Please enter the whole number with its area code.',
  'slip-unknown': 'There is no status for this code. Please check the eight characters on your slip.',
  'slip-none': 'No code has been given out for this case.',
  'barrier-often': 'Many reports came from your connection just now. Please try again in {minutes} minutes.',
  'barrier-full': 'Very many reports are waiting just now. Please call your citizens’ office.',
}
