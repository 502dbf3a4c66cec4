/** Which settings of the device are meant when a browser may not use the camera. */
export function systemOf(agent: string): 'android' | 'ios' | 'windows' | 'mac' | 'other' {
  if (/Android/.test(agent)) return 'android'
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios'
  if (/Windows/.test(agent)) return 'windows'
  return /Mac OS X|Macintosh/.test(agent) ? 'mac' : 'other'
}
