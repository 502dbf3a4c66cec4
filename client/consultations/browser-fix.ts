/** Key of the sentence that says where this browser's permissions are. */
export function browserFix(agent: string): 'chromium' | 'firefox' | 'safari' | 'other' {
  if (/Firefox\//.test(agent)) return 'firefox'
  if (/Chrome\/|Chromium\/|Edg\//.test(agent)) return 'chromium'
  return /Safari\//.test(agent) ? 'safari' : 'other'
}
