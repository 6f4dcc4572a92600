/**
 * Compiles a glob over a text: `*` stands for any characters, `?` for one, everything else for itself.
 * Takes at most pattern times text steps, so no pattern can be made slow.
 */
export function globMatcher(pattern: string): (text: string) => boolean {
  return (text) => {
    let at = 0
    let place = 0
    /** Where to go on when the characters after the last star do not fit: one character later. */
    let star = -1
    let retry = 0
    while (at < text.length) {
      const wanted = pattern[place]
      if (wanted === '*') {
        star = place++
        retry = at
      } else if (wanted === '?' || wanted === text[at]) {
        place++
        at++
      } else if (star >= 0) {
        place = star + 1
        at = ++retry
      } else return false
    }
    while (pattern[place] === '*') place++
    return place === pattern.length
  }
}
