import type { Theme } from './studio.ts'

const KEY = 'scenario-studio.theme'

/** What was chosen last; tests of the stores run where nothing is kept. */
export function keptTheme(): Theme {
  const kept = (globalThis as { readonly localStorage?: Storage }).localStorage?.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export const keepTheme = (theme: Theme): void => localStorage.setItem(KEY, theme)

/** The page's colours; those of the system need no word. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
