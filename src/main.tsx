import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { present } from './base/assert.ts'
import { Skeleton } from './views/Skeleton.tsx'
import { keptTheme, showTheme } from './views/store/theme.ts'
import { lazily } from './views/ui/lazily.tsx'
import './views/theme/tokens.css'
import './views/theme/base.css'

showTheme(keptTheme())

/** Asked for at once, not when the skeleton is drawn. */
const studio = import('./views/App.tsx')
const App = lazily(() => studio.then((module) => module.App), <Skeleton />)

createRoot(present(document.getElementById('root'), 'root element')).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
